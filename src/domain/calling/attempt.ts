import type { Spent } from '../usage/usage.js';
import type { Failure } from './failure.js';

/** One request to a model and what became of it. Too alike: another one was asked for, and was kept. */
export type Attempt = {
  readonly model: string;
  readonly provider: string;
  /** Who ran it, where a provider passes requests on and says so. */
  readonly upstream: string | null;
  readonly outcome: 'answered' | 'too-alike' | Failure;
  readonly ms: number;
  /** How long was waited before it: in a pause, or for its turn. */
  readonly pausedMs: number;
  readonly generationId: string | null;
  /** Null where it is not known yet, or never will be. */
  readonly spent: Spent | null;
};
