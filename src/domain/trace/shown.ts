import type { Trace, TracedParam } from './trace.js';

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
  params: trace.params.map(asFigures),
  steps: trace.steps.map(({ name, changed }) => ({ name, changed })),
  rawAnswer: '',
  reasoning: '',
  ...(trace.failure && { failure: { ...trace.failure, message: '' } }),
});

/** A number or a switch says nothing about anybody. A text may be somebody's own, and so may the name of a config. */
function asFigures({ name, value, from, ...rest }: TracedParam): TracedParam {
  const isFigure = name === 'model' || typeof value === 'number' || typeof value === 'boolean';
  return { ...rest, name, value: isFigure ? value : null, from: from.replace(/ \(.*$/, '') };
}
