import type { Trace } from './trace.js';

/** A trace with its parts counted. */
export type ShownTrace = Omit<Trace, 'parts'> & {
  readonly parts: readonly { readonly name: string; readonly text: string; readonly tokens: number }[];
};

export const shown = (trace: Trace, count: (text: string) => number): ShownTrace => ({
  ...trace,
  parts: trace.parts.map(({ name, text, tokens }) => ({ name, tokens: tokens ?? count(text), text })),
});

/** What the owner of the home may see of somebody else's answer: figures, ids and scores, no text. */
export const withoutText = (trace: ShownTrace): ShownTrace => ({
  ...trace,
  route: trace.route.map(step => ({ ...step, detail: '' })),
  parts: trace.parts.map(part => ({ ...part, text: '' })),
  memories: trace.memories.map(memory => ({ ...memory, text: '' })),
  lore: trace.lore.map(({ id, constant }) => ({ id, title: '', constant })),
  steps: trace.steps.map(({ name, changed }) => ({ name, changed })),
  rawAnswer: '',
  reasoning: '',
  ...(trace.failure && { failure: { ...trace.failure, message: '' } }),
});
