import type { Cutting } from '../../../found.js';
import { elementsOf, membersOf } from '../members.js';
import { fieldOf, isFields, wordsOf } from '../values.js';

/** Something said of somebody: under their id as a key, or in a list with the id inside. `text`: what is said, alone. */
export type Row = {
  readonly id: string;
  readonly value: unknown;
  readonly raw: string;
  readonly at: string;
  readonly text: string;
};

const idNames = ['discordId', 'userId', 'user_id', 'id', 'guildId', 'serverId', 'channelId', 'channel_id'];

/** The rows of a map or of a list. */
export function rowsOf(whole: Cutting): Row[] {
  if (Array.isArray(whole.value))
    return elementsOf(whole).map(({ value, raw, at }) => ({ id: idIn(value), value, raw, at, text: raw }));
  return membersOf(whole).map(({ key, cutting: { value, raw, at } }) => ({
    id: key,
    value,
    raw: `${JSON.stringify(key)}: ${raw}`,
    at,
    text: raw,
  }));
}

function idIn(value: unknown): string {
  if (!isFields(value)) return wordsOf(value)?.trim() ?? '';
  const found = idNames.map(name => wordsOf(fieldOf(value, name))).find(each => each !== null);
  return found?.trim() ?? '';
}
