import type { Cutting, PreferenceFound } from '../../../found.js';
import { quarantined } from '../aside.js';
import { memberOf } from '../members.js';
import { fieldOf, isDiscordId, isFields, wordsOf } from '../values.js';
import { rowsOf, type Row } from './rows.js';
import { notAPerson } from './verifications.js';

/** Who wants to hear of new releases, and of which. */
export function readPreferences(whole: Cutting): PreferenceFound[] {
  return rowsOf(memberOf(whole, 'preferences') ?? memberOf(whole, 'users') ?? whole).map(readPreference);
}

function readPreference({ id, value, raw, at }: Row): PreferenceFound {
  const wish = wishIn(value);
  const aside = isDiscordId(id) ? (wish === null ? unclear : undefined) : notAPerson;
  return {
    kind: 'preferences',
    at,
    raw,
    discordId: id,
    name: 'releaseNotifications',
    value: wish ?? '',
    ...(aside && { aside }),
  };
}

const unclear = quarantined(
  'not_a_preference',
  'It does not say what this person wants to hear of.',
  'Write “optedOut” as true or false, or a “level”.',
);

function wishIn(value: unknown): string | null {
  if (value === false) return 'off';
  if (value === true) return 'on';
  if (!isFields(value)) return wordsOf(value);
  const optedOut = fieldOf(value, 'optedOut');
  if (optedOut === true) return 'off';
  const level = wordsOf(fieldOf(value, 'level')) ?? wordsOf(fieldOf(value, 'notificationLevel'));
  return level ?? (optedOut === false ? 'on' : null);
}
