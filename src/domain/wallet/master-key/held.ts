import { TzurotError } from '../../errors.js';
import { microsPerDay, type Micros } from '../../time.js';

/** After so long a master key should be exchanged. */
const oldDays = 90;

/** A change of master keys that began and is not over. */
export type Rotation = {
  readonly to: string;
  readonly since: Micros;
  /** The program run that is, or was, at it. */
  readonly worker: string | null;
  /** Everything is sealed with the new key, and only the files are left to be put in order. */
  readonly isSealed: boolean;
  readonly isRunning: boolean;
};

/** Where a master key was found, since when it has been in use, and what else is worth knowing about it. */
export type KeyCondition = {
  readonly from: string;
  readonly createdAt: Micros;
  readonly rotation: Rotation | null;
  readonly warnings: readonly string[];
};

export const ageInDays = (since: Micros, now: Micros): number => Math.max(0, Math.floor((now - since) / microsPerDay));

/** What an operator should do about a master key soon, where there is anything. */
export function concernsOf(key: { ageDays: number; rotation: Rotation | null }): string[] {
  const { ageDays, rotation } = key;
  if (rotation !== null)
    return rotation.isRunning
      ? []
      : [`The change to the master key ${rotation.to} was not finished. \`key rotate\` goes on with it.`];
  return ageDays < oldDays
    ? []
    : [`The master key is ${ageDays} days old. \`key rotate\` makes a new one; every ${oldDays} days is a good habit.`];
}

type Needed = {
  readonly keyId: string;
  /** Where it should lie. */
  readonly file: string;
  /** What was found instead. */
  readonly found: { readonly id: string; readonly from: string } | undefined;
  readonly isRotated: boolean;
  readonly values: number;
};

/** For a home whose master key is not there, or is another. */
export function wrongKey({ keyId, file, found, isRotated, values }: Needed): TzurotError {
  const made = isRotated ? ` \`key rotate\` made it and put it there, or beside it into ${file}.${keyId}.` : '';
  const waiting = values === 0 ? '' : ` ${values} sealed ${values === 1 ? 'value needs' : 'values need'} it.`;
  const message =
    found === undefined
      ? `The master key of this home is gone: there is no ${file} with the key ${keyId}.${made}${waiting} Nothing was made in its place. Put the file back, or name it with TZUROT_MASTER_KEY_FILE.`
      : `This home is sealed with the master key ${keyId}, and ${found.from} holds ${found.id}.${made}${waiting} Nothing was changed. Put the right key back.`;
  return new TzurotError('corrupt', message, {
    try: 'doctor',
    facts: { needs: keyId, values, ...(found !== undefined && { found: found.id }) },
  });
}
