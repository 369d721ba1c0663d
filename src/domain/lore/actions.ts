import type { Personalities } from '../../ports/personalities.js';
import { TzurotError } from '../errors.js';
import { calledOf } from '../personality/called.js';
import type { LoreEntry } from '../personality/lore.js';
import type { Personality } from '../personality/personality.js';
import { nameKey } from '../personality/words.js';
import { placeholders } from '../text/macros.js';
import { nearest } from '../text/nearest.js';
import { chanceFrom } from './chance.js';
import { choose, type Choice } from './choose.js';

export type LorePorts = { readonly personalities: Personalities };

/** All lore of a personality, in its order. */
export const list = (ports: LorePorts, personality: Personality): Promise<LoreEntry[]> =>
  ports.personalities.lore(personality.id);

/** By id or by title. A title that two entries have is not enough. */
export async function find(ports: LorePorts, personality: Personality, wanted: string): Promise<LoreEntry> {
  const entries = await ports.personalities.lore(personality.id);
  const key = nameKey(wanted);
  const titled = entries.filter(({ title }) => title === wanted || (key !== '' && nameKey(title) === key));
  const found = entries.find(({ id }) => id === wanted) ?? titled[0];
  const help = { try: `lore list ${personality.slug}` };
  if (found === undefined) throw new TzurotError('not_found', missing(personality, wanted, entries), help);
  if (found.id !== wanted && titled.length > 1)
    throw new TzurotError('conflict', `${titled.length} entries are called “${wanted}”. Name one by its id.`, help);
  return found;
}

/** What would come up if this were said now, as the first line of all. Nothing is said. */
export async function rehearse(ports: LorePorts, personality: Personality, text: string): Promise<Choice> {
  return choose(await ports.personalities.lore(personality.id), {
    lines: [{ text, isOwn: false }],
    earlier: 0,
    turn: 0,
    tokens: null,
    chance: chanceFrom(text),
    fill: placeholders({ char: calledOf(personality), user: '' }),
  });
}

function missing({ slug }: Personality, wanted: string, entries: readonly LoreEntry[]): string {
  const titles = entries.map(({ title }) => title);
  const near = nearest(wanted, titles);
  return `“${slug}” has no lore “${wanted}”.${near === undefined ? '' : ` Did you mean “${near}”?`}`;
}
