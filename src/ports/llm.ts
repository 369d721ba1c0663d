import type { Prompt, SeenPicture } from '../domain/calling/prompt.js';
import type { Routing } from '../domain/calling/routing.js';
import type { Tool, ToolCall } from '../domain/calling/tool.js';
import type { Params } from '../domain/params/params.js';
import type { Spent } from '../domain/usage/usage.js';
import type { Secret } from '../domain/wallet/secret.js';

export type LlmRequest = {
  readonly model: string;
  readonly prompt: Prompt;
  readonly params: Params;
  /** What the model may ask for. It then ends with calls instead of a text, and is asked again with what came of them. */
  readonly tools?: readonly Tool[];
  /** Whether it comes piece by piece. What nobody waits for need not. */
  readonly isStreamed: boolean;
  /** What pays for it. Null where no key is needed. It is sent to this model's host and to nobody else. */
  readonly key: Secret | null;
  readonly routing: Routing | null;
};

export type Draft = {
  /** What the model wrote, as it wrote it. May be empty. */
  readonly text: string;
  /** What it thought, where the provider keeps that apart. Empty when it does not. */
  readonly reasoning: string;
  /** The same in the provider's own form, to be given back with the results of tools. */
  readonly reasoningDetails: readonly unknown[];
  /** What it drew. */
  readonly pictures: readonly SeenPicture[];
  readonly calls: readonly ToolCall[];
  /** The model that answered, which may differ from the one asked for. */
  readonly model: string;
  /** Who ran it, where a provider passes requests on. Null where that is not said. */
  readonly upstream: string | null;
  readonly finish: 'stop' | 'length' | 'tools' | 'filtered' | 'other';
  /** Under this the provider can be asked what it cost. Null where it gave none. */
  readonly generationId: string | null;
  readonly spent: Spent;
};

export type LlmOptions = {
  readonly signal?: AbortSignal;
  /** What is left of the time for the whole. An attempt never takes longer than a model is given anyway. */
  readonly deadlineMs?: number;
  /** Called with each new piece of text as it arrives, in order. Together they are the draft's text. */
  readonly onText?: (piece: string) => void;
  /** Called at most once, as soon as the provider says it and before any text: also when the answer then breaks off. */
  readonly onGeneration?: (id: string) => void;
};

/**
 * A model that answers. Either resolves with a whole draft or throws a TzurotError whose facts name the `failure` as a
 * Failure, say `begun` where it had written something already, `retryAfterMs` where the provider said when to come back,
 * `unrouted` where a model is missing only because nobody runs it as it was asked for, and `dataPolicy` where that is for
 * what was asked about the data; what was spent on a failure is unknown. Never retries. An aborted signal throws its reason.
 */
export interface Llm {
  /** The name under which its usage is counted. */
  readonly provider: string;
  /** What answers when nothing else was chosen. */
  readonly defaultModel: string;
  complete(request: LlmRequest, options?: LlmOptions): Promise<Draft>;
}
