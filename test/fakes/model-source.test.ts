import { modelSourceContract } from '../contracts/model-source.js';
import { aModel } from '../support/models.js';
import { fakeModelSource, nobodyLists } from './model-source.js';

modelSourceContract(
  {
    listing: fakeModelSource,
    failing() {
      const source = fakeModelSource(nobodyLists());
      return { source, asked: source.asked };
    },
  },
  [aModel({ id: 'one' }), aModel({ id: 'two' })],
);
