import type { ActivationFound, Cutting } from '../../../found.js';
import { quarantined } from '../aside.js';
import { elementsOf, memberOf } from '../members.js';
import { named } from '../subject.js';
import { fieldOf, isDiscordId, isFields, wordsOf, type Fields } from '../values.js';
import { rowsOf, type Row } from './rows.js';

/** Where a personality answers everything. A channel may have several of them. */
export function readActivations(whole: Cutting): ActivationFound[] {
  const inner = memberOf(whole, 'activations') ?? memberOf(whole, 'channels');
  return rowsOf(inner ?? whole)
    .flatMap(slotsOf)
    .map(readActivation);
}

function slotsOf(row: Row): Row[] {
  if (!Array.isArray(row.value)) return [row];
  return elementsOf({ value: row.value, raw: row.text, at: row.at }).map(({ value, raw, at }) => ({
    id: row.id,
    value,
    raw: `${JSON.stringify(row.id)}: ${raw}`,
    at,
    text: raw,
  }));
}

function readActivation({ id, value, raw, at }: Row): ActivationFound {
  const slot: Fields = isFields(value) ? value : { personality: value };
  const word = (names: readonly string[]) =>
    names.map(name => wordsOf(fieldOf(slot, name))).find(each => each !== null);
  const personality = word(['personality', 'personalityName', 'personalityId', 'name', 'slug']);
  const by = word(['activatedBy', 'activated_by', 'userId', 'by'])?.trim() ?? '';
  const aside = asideOf(id, personality);
  return {
    kind: 'activations',
    at,
    raw,
    subject: personality === undefined ? null : named(personality),
    channelId: id,
    by: isDiscordId(by) ? by : null,
    ...(aside && { aside }),
  };
}

function asideOf(channel: string, personality: string | undefined): ActivationFound['aside'] {
  if (!isDiscordId(channel))
    return quarantined(
      'not_a_channel',
      'The id is not one of a channel: it has 15 to 20 digits.',
      'Put the channel’s id there, and import it again.',
    );
  return personality === undefined
    ? quarantined(
        'nobody_named',
        'It does not say who answers there.',
        'Put the name under “personality”, and import it again.',
      )
    : undefined;
}
