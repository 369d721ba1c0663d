import type { Cutting, ForeignUserFound } from '../../../found.js';
import { quarantined } from '../aside.js';
import { memberOf } from '../members.js';
import { fieldOf, isDiscordId, isFields, wordsOf, type Fields } from '../values.js';
import { rowsOf, type Row } from './rows.js';

/** Who the users of the service are on Discord. */
export function readUsers(whole: Cutting): ForeignUserFound[] {
  return rowsOf(memberOf(whole, 'mappings') ?? whole).map(readUser);
}

function readUser({ id, value, raw, at }: Row): ForeignUserFound {
  const user: Fields = isFields(value) ? value : { discordId: value };
  const word = (names: readonly string[]) =>
    names.map(name => wordsOf(fieldOf(user, name))).find(each => each !== null) ?? null;
  const discordId = word(['discordId', 'discord_id'])?.trim() ?? '';
  const foreignId = word(['shapesUserId', 'uuid', 'foreignId']) ?? id;
  const found: ForeignUserFound = {
    kind: 'users',
    at,
    raw,
    foreignId,
    discordId,
    name: word(['username', 'name']),
    note: word(['note', 'notes']),
  };
  return isDiscordId(discordId) && foreignId !== '' ? found : { ...found, aside: unmapped };
}

const unmapped = quarantined(
  'not_a_discord_id',
  'It does not say who this is on Discord: such an id has 15 to 20 digits.',
  'Put it under “discordId”, or use `import claim`.',
);
