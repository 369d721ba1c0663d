import type { Paint } from '../paint.js';
import type { TraceDocument } from './document.js';
import { pageWidth, within } from './line.js';

type Answer = Pick<TraceDocument, 'steps' | 'rawAnswer' | 'reasoning'>;

/** What became of what the model wrote: the steps that changed something, and what they took out. */
export function answerLines({ steps, rawAnswer, reasoning }: Answer, paint: Paint): string[] {
  const changes = steps.flatMap(({ name, changed, removed = [] }) =>
    changed ? [`✓ ${name}`, ...removed.map(text => paint('dim', `  − ${within(text, pageWidth - 4)}`))] : [],
  );
  return [
    ...(steps.length > 0 && changes.length === 0 ? ['· as it was written'] : changes),
    ...quoted('written', changes.length === 0 ? '' : rawAnswer, paint),
    ...quoted('thought', reasoning, paint),
  ];
}

const quoted = (what: string, text: string, paint: Paint): string[] =>
  text.trim() === '' ? [] : [`  ${what}: ${paint('dim', within(text, pageWidth - what.length - 4))}`];
