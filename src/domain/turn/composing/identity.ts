import type { Personality } from '../../personality/personality.js';
import type { Fill } from './fill.js';
import { escaped, section } from './section.js';

export const rules = (name: string): string =>
  `You are ${name}, in a chat. Write one message, as ${name} and nobody else; never speak for the others. Plain chat text, no name in front.`;

export const self = (name: string): string => `You are ${name}, not one of the participants.`;

const identityFields = [
  'character', 'traits', 'tone', 'age', 'appearance', 'likes', 'dislikes', 'goals', 'history', 'scenario', 'examples',
] as const; // prettier-ignore

export function identity({ prompt, manner }: Personality, fill: Fill): string {
  const known = [
    ...identityFields.map(field => [field, prompt[field]] as const),
    ['status', manner.status] as const,
    ['reactions', manner.reactions?.join(' ')] as const,
    ['dialogues', dialoguesIn(manner)] as const,
  ].flatMap(([field, text]) => (text === undefined ? [] : [section(field, escaped(fill(text, field)))]));
  return known.length === 0 ? '' : section('identity', known.join('\n'));
}

/** There may be thousands; the first ones show how somebody speaks. */
const mostDialogues = 6000; // In characters.

function dialoguesIn({ dialogues = [] }: Personality['manner']): string | undefined {
  let left: number = mostDialogues;
  const shown = dialogues.filter(text => (left -= text.length) >= 0);
  return shown.length === 0 ? undefined : shown.join('\n\n');
}

/** What a character wants said after everything else. */
export function reminder({ prompt }: Personality, fill: Fill): string {
  const text = fill(prompt.reminder ?? '', 'reminder').trim();
  return text === '' ? '' : section('reminder', escaped(text));
}
