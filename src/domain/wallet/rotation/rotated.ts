import { TzurotError } from '../../errors.js';
import type { Place } from '../seal.js';

/** What a change of master keys did, or would do. */
export type Rotated = {
  readonly from: string;
  /** Null where it is yet to be made. */
  readonly to: string | null;
  /** How many values were sealed anew, by table. */
  readonly rows: Readonly<Record<string, number>>;
  /** How many open with the key they are to be sealed with; in a dry run, with the keys there are. */
  readonly verified: number;
  /** Where the new key is. */
  readonly file: string;
  /** Whether another run had begun it. */
  readonly resumed: boolean;
  readonly dryRun: boolean;
};

/** How far it has come, in sealed values. */
export type Sealing = {
  readonly step: 'checking' | 'sealing' | 'verifying';
  readonly done: number;
  readonly total: number;
};

export type Watch = (news: Sealing) => void;

const mostNamed = 5;

/** For values that do not open. Nothing was retired, and both keys are still needed. */
export function locked(places: readonly Place[]): TzurotError {
  const named = places.slice(0, mostNamed).map(({ table, rowId }) => `${table} ${rowId}`);
  const more = places.length > mostNamed ? ` and ${places.length - mostNamed} more` : '';
  const what = places.length === 1 ? 'value does' : 'values do';
  return new TzurotError(
    'corrupt',
    `${places.length} sealed ${what} not open: ${named.join(', ')}${more}. The master key was not exchanged, and no key was retired.`,
    { try: 'verify', facts: { locked: places.map(({ table, rowId, label }) => ({ table, rowId, label })) } },
  );
}

export const busy = (worker: string): TzurotError =>
  new TzurotError(
    'conflict',
    `Process ${worker.split(':')[0]} is changing the master key just now. Wait until it is done.`,
    { try: 'key status', facts: { worker } },
  );

export const moving = (file: string): TzurotError =>
  new TzurotError(
    'conflict',
    `A change that began earlier puts the new master key into ${file}. Finish that one first.`,
    {
      try: 'key rotate',
    },
  );

export const lost = (keyId: string, file: string, values: number): TzurotError =>
  new TzurotError(
    'corrupt',
    `${values} sealed ${values === 1 ? 'value needs' : 'values need'} the master key ${keyId}, which was coming in, and it is in neither ${file}.${keyId} nor ${file}. Put its file back and do this again. Nothing was changed.`,
    { try: 'key status', facts: { needs: keyId, values } },
  );
