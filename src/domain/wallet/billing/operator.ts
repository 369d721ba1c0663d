import type { Secret } from '../secret.js';
import type { Host } from './identity.js';

/** What the operator brought for everybody: an endpoint, and keys. In data such a key is the system's. */
export type Operator = {
  readonly hasEndpoint: boolean;
  /** Null where there is none. */
  keyOf(host: Host): Secret | null;
};
