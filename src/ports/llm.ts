import type { Params } from '../domain/params/params.js';
import type { Routing } from '../domain/turn/completion/routing.js';
import type { Prompt } from '../domain/turn/prompt.js';
import type { Spent } from '../domain/usage/usage.js';
import type { Secret } from '../domain/wallet/secret.js';

export type LlmRequest = {
  readonly model: string;
  readonly prompt: Prompt;
  readonly params: Params;
  /** What pays for it. Null where no key is needed. It is sent to this model's host and to nobody else. */
  readonly key: Secret | null;
  readonly routing: Routing | null;
};

export type Draft = {
  /** What the model wrote, as it wrote it. May be empty. */
  readonly text: string;
  /** What it thought, where the provider keeps that apart. Empty when it does not. */
  readonly reasoning: string;
  /** The model that answered, which may differ from the one asked for. */
  readonly model: string;
  readonly finish: 'stop' | 'length' | 'filtered' | 'other';
  /** Under this the provider can be asked what it cost. Null where it gave none. */
  readonly generationId: string | null;
  readonly spent: Spent;
};

export type LlmOptions = {
  readonly signal?: AbortSignal;
  /** Called with each new piece of text as it arrives, in order. Together they are the draft's text. */
  readonly onText?: (piece: string) => void;
  /** Called at most once, as soon as the provider says it and before any text: also when the answer then breaks off. */
  readonly onGeneration?: (id: string) => void;
};

/** How good the reason for a failure is, so that a caller can decide what to do about it. */
export type LlmFailure =
  | 'authentication' | 'payment' | 'rate-limit' | 'moderation' | 'model-missing' | 'bad-request' | 'overloaded'
  | 'timeout' | 'network' | 'empty'; // prettier-ignore

/**
 * A model that answers. Either resolves with a whole draft or throws a TzurotError whose facts name the `failure` as an
 * LlmFailure, and say `begun` where it had written something already; what was spent on a failure is unknown. Never retries. An aborted signal throws its reason.
 */
export interface Llm {
  /** The name under which its usage is counted. */
  readonly provider: string;
  /** What answers when nothing else was chosen. */
  readonly defaultModel: string;
  complete(request: LlmRequest, options?: LlmOptions): Promise<Draft>;
}
