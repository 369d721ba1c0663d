import type { Secret } from '../secret.js';
import type { Host } from './identity.js';

/** What the operator brought for everybody: an endpoint, and keys of the home's own. */
export type House = {
  readonly hasEndpoint: boolean;
  /** Null where there is none. */
  keyOf(host: Host): Secret | null;
};
