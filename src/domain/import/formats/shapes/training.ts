import type { Cutting, TrainingFound } from '../../found.js';
import { archived, quarantined } from './aside.js';
import { fieldOf, isFields, isUnset, wordsOf, type Fields } from './values.js';

/** An exchange as lines of a dialogue, in whichever of the forms that such files have. */
export function readTraining({ value, raw, at }: Cutting): TrainingFound {
  const example = exampleIn(value);
  return { kind: 'training', at, raw, example, ...(example === null && { aside: asideOf(value) }) };
}

const asideOf = (value: unknown) =>
  isUnset(value)
    ? quarantined('empty_training', 'There is nothing in it.', 'Nothing is missing, unless you know better.')
    : archived('unknown_training', 'Nobody knows this form of an example. It is kept as it is.');

const pairs = [
  ['prompt', 'response'],
  ['user', 'assistant'],
  ['input', 'output'],
  ['question', 'answer'],
  ['message', 'reply'],
] as const;

function exampleIn(value: unknown): string | null {
  if (typeof value === 'string') return wordsOf(value);
  if (!isFields(value)) return null;
  for (const [asked, answered] of pairs) {
    const lines = [line('{{user}}', fieldOf(value, asked)), line('{{char}}', fieldOf(value, answered))];
    if (lines.every(each => each !== null)) return lines.join('\n');
  }
  const messages = fieldOf(value, 'messages');
  return Array.isArray(messages) ? dialogue(messages) : null;
}

const line = (speaker: string, value: unknown): string | null =>
  typeof value === 'string' && !isUnset(value) ? `${speaker}: ${value}` : null;

const speakers = new Map([
  ['user', '{{user}}'], ['human', '{{user}}'], ['person', '{{user}}'],
  ['assistant', '{{char}}'], ['shape', '{{char}}'], ['bot', '{{char}}'], ['model', '{{char}}'], ['character', '{{char}}'],
]); // prettier-ignore

/** Null unless every message is understood: half an example shows the wrong thing. */
function dialogue(messages: readonly unknown[]): string | null {
  const lines = messages.map(each => (isFields(each) ? spoken(each) : null));
  return lines.length > 0 && lines.every(each => each !== null) ? lines.join('\n') : null;
}

function spoken(message: Fields): string | null {
  const speaker = speakers.get(wordsOf(fieldOf(message, 'role'))?.toLowerCase() ?? '');
  return speaker === undefined ? null : line(speaker, fieldOf(message, 'content'));
}
