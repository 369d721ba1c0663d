import type { Draft, Llm, LlmOptions, LlmRequest } from '../../src/ports/llm.js';
import { aDraft } from '../support/builders.js';

type Answer = (request: LlmRequest, options: LlmOptions) => Draft | Promise<Draft>;

/** What happens to one request: a text, a draft of which only what matters is said, a failure, or what works one out. */
export type Scripted = string | Partial<Draft> | Error | Answer;

export type FakeLlm = Llm & { readonly requests: readonly LlmRequest[] };

/** A model that follows a script and repeats its last step. It records what it was asked. */
export function fakeLlm(...script: readonly Scripted[]): FakeLlm {
  const requests: LlmRequest[] = [];
  return {
    provider: 'fake',
    defaultModel: 'fake/model',
    requests,
    async complete(request, options = {}) {
      options.signal?.throwIfAborted();
      const step = script[Math.min(requests.push(request), script.length) - 1] ?? 'Always.';
      const draft = await drafted(step, request, options);
      if (draft.generationId !== null) options.onGeneration?.(draft.generationId);
      for (const piece of draft.text.match(/\s*\S+|\s+$/g) ?? []) options.onText?.(piece);
      return draft;
    },
  };
}

function drafted(step: Scripted, request: LlmRequest, options: LlmOptions): Draft | Promise<Draft> {
  if (step instanceof Error) throw step;
  if (typeof step === 'function') return step(request, options);
  const said = typeof step === 'string' ? { text: step } : step;
  return aDraft({ model: request.model, ...said });
}

/** A step that never ends by itself. */
export const silence: Answer = (_, { signal }) =>
  new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
