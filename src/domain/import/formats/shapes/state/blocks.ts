import type { BlockFound, Cutting } from '../../../found.js';
import { archived, quarantined } from '../aside.js';
import { membersOf } from '../members.js';
import { fieldOf, isDiscordId, isFields, wordsOf } from '../values.js';
import { rowsOf, type Row } from './rows.js';

const lists = new Map<string, BlockFound['target']>([
  ['users', 'user'], ['blacklistedusers', 'user'], ['blacklist', 'user'], ['blockedusers', 'user'],
  ['guilds', 'guild'], ['servers', 'guild'], ['blacklistedguilds', 'guild'], ['channels', 'channel'],
]); // prettier-ignore

/** Who is not answered. */
export function readBlocks(whole: Cutting): BlockFound[] {
  const members = membersOf(whole);
  const isSorted = members.length > 0 && members.every(({ key }) => lists.has(key.toLowerCase()));
  if (!isSorted) return rowsOf(whole).map(row => readBlock(row, 'user'));
  return members.flatMap(({ key, cutting }) =>
    rowsOf(cutting).map(row => readBlock(row, lists.get(key.toLowerCase()) ?? 'user')),
  );
}

function readBlock({ id, value, raw, at }: Row, target: BlockFound['target']): BlockFound {
  const said = isFields(value) ? fieldOf(value, 'reason') : value;
  const reason = typeof said === 'string' && said.trim() !== id ? wordsOf(said) : null;
  const aside = asideOf(id, value);
  return { kind: 'blocks', at, raw, target, discordId: id, reason, ...(aside && { aside }) };
}

function asideOf(id: string, value: unknown): BlockFound['aside'] {
  if (!isDiscordId(id))
    return quarantined(
      'not_a_discord_id',
      'The id is not one of Discord: it has 15 to 20 digits.',
      'Put the Discord id there, and import it again.',
    );
  return value === false ? archived('not_blocked', 'It says that this one is not blocked.') : undefined;
}
