import { admissionsContract } from '../contracts/admissions.js';
import { fakeAdmissions } from './admissions.js';
import { emptyState } from './state.js';

admissionsContract(({ blocked, verified }) =>
  fakeAdmissions({ ...emptyState(), blocked: new Set(blocked), verified: new Set(verified) }),
);
