import type { Routing } from '../domain/calling/routing.js';
import type { Spent } from '../domain/usage/usage.js';
import type { Secret } from '../domain/wallet/secret.js';

export type EmbedOptions = {
  /** What pays for it. Null where no key is needed. It is sent to this model's host and to nobody else. */
  readonly key: Secret | null;
  readonly routing: Routing | null;
  readonly signal?: AbortSignal;
  /** What is left of the time for the whole. It never takes longer than a model is given anyway. */
  readonly deadlineMs?: number;
};

export type Embedded = {
  /** One for each text, in the order of the texts. */
  readonly vectors: readonly Float32Array[];
  readonly spent: Spent;
  /** Under this the provider can be asked what it cost. Null where it gave none. */
  readonly generationId: string | null;
};

/**
 * Turns texts into vectors of length one: the nearer two of them, the more alike are the texts. Vectors may be compared
 * within one space only, and the space is named for all that they depend on: the provider, the model, the dimensions.
 *
 * Either all texts get a vector, of the right dimensions and without a figure that is none, or it throws a TzurotError
 * whose facts name the `failure` as a Failure, and `retryAfterMs` where the provider said when to come back. Asks at
 * most once, and for no texts not at all. More than `mostTexts` are refused as `invalid` before anything is asked.
 * Never retries. An aborted signal throws its reason.
 */
export interface Embedder {
  /** The name under which its usage is counted. */
  readonly provider: string;
  readonly model: string;
  readonly space: string;
  readonly dimensions: number;
  readonly mostTexts: number;
  embed(texts: readonly string[], options: EmbedOptions): Promise<Embedded>;
}
