import type { Cutting, VerificationFound } from '../../../found.js';
import { archived, quarantined } from '../aside.js';
import { momentOf } from '../moment.js';
import { fieldOf, isDiscordId, isFields } from '../values.js';
import { rowsOf, type Row } from './rows.js';

/** Who said that they are of age. */
export const readVerifications = (whole: Cutting): VerificationFound[] => rowsOf(whole).map(readVerification);

function readVerification({ id, value, raw, at }: Row): VerificationFound {
  const times = isFields(value)
    ? ['verifiedAt', 'verified_at', 'timestamp'].map(name => fieldOf(value, name))
    : [value];
  const verifiedAt = times.map(momentOf).find(each => each !== undefined) ?? null;
  const aside = asideOf(id, isFields(value) ? fieldOf(value, 'verified') : value, verifiedAt !== null);
  const time = typeof value === 'string' && value.trim() === id ? null : verifiedAt;
  return { kind: 'verifications', at, raw, discordId: id, verifiedAt: time, ...(aside && { aside }) };
}

function asideOf(id: string, verified: unknown, hasTime: boolean): VerificationFound['aside'] {
  if (!isDiscordId(id)) return notAPerson;
  if (verified === false || verified === 0)
    return archived('not_verified', 'It says that this person is not verified.');
  const isYes = verified === true || verified === id || verified === 'true' || verified === 1 || hasTime;
  return isYes
    ? undefined
    : quarantined(
        'not_a_verification',
        'It does not say whether this person is verified.',
        'Write true or false under “verified”.',
      );
}

export const notAPerson = quarantined(
  'not_a_discord_id',
  'The id is not one of Discord: it has 15 to 20 digits.',
  'Put the person’s Discord id there, and import it again.',
);
