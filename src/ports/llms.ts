import type { Host } from '../domain/wallet/billing/identity.js';
import type { Llm } from './llm.js';

/** The models there are, by where they run. */
export interface Llms {
  of(host: Host): Llm;
}
