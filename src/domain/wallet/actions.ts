import type { Clock } from '../../ports/clock.js';
import type { KeyEpochs } from '../../ports/key-epochs.js';
import { TzurotError } from '../errors.js';
import { isoOf, microsPerDay, type Micros } from '../time.js';
import { checkValueOf, matchesCheckValue, type MasterKey } from './seal.js';

export type KeyPorts = {
  readonly keyEpochs: KeyEpochs;
  readonly masterKey: MasterKey;
  /** Where the master key was found. */
  readonly masterKeyFrom: string;
  readonly clock: Clock;
};

export type KeyStatus = {
  readonly id: string;
  readonly from: string;
  readonly createdAt: string;
  readonly ageDays: number;
  /** How many sealed rows each key has. */
  readonly rows: Readonly<Record<string, number>>;
  readonly canary: boolean;
};

/** An epoch for a key that begins to be used. */
export const epochOf = (key: MasterKey, createdAt: Micros) => ({
  keyId: key.id,
  checkValue: checkValueOf(key),
  state: 'active' as const,
  createdAt,
});

/** Refuses a master key that is not the store's, before anything sealed is touched. */
export async function assertRightKey(keyEpochs: KeyEpochs, key: MasterKey, from: string): Promise<void> {
  const active = (await keyEpochs.all()).find(({ state }) => state === 'active');
  if (active === undefined)
    throw new TzurotError('corrupt', 'The store does not know which master key it is sealed with.', { try: 'doctor' });
  if (matchesCheckValue(key, active.checkValue)) return;
  throw new TzurotError(
    'corrupt',
    `This home is sealed with the master key ${active.keyId}, and ${from} holds ${key.id}. Nothing was changed. Put the right key back.`,
    { try: 'doctor', facts: { needs: active.keyId, found: key.id } },
  );
}

export async function status({ keyEpochs, masterKey, masterKeyFrom, clock }: KeyPorts): Promise<KeyStatus> {
  const epochs = await keyEpochs.all();
  const own = epochs.find(({ keyId }) => keyId === masterKey.id);
  const createdAt = own?.createdAt ?? clock.now();
  return {
    id: masterKey.id,
    from: masterKeyFrom,
    createdAt: isoOf(createdAt),
    ageDays: Math.max(0, Math.floor((clock.now() - createdAt) / microsPerDay)),
    rows: Object.fromEntries(await keyEpochs.sealedRows()),
    canary: own !== undefined && matchesCheckValue(masterKey, own.checkValue),
  };
}

/** The master key as a sheet that a person can print and put away. */
export function recoverySheet({ masterKey }: Pick<KeyPorts, 'masterKey'>): string {
  const hex = Buffer.from(masterKey.bytes).toString('hex');
  return [
    '# Recovery copy of the master key of a tzurot home.',
    '# Whoever has this can open everything that is sealed there. Keep it offline, and apart from backups.',
    `# key id: ${masterKey.id}`,
    '# To use it: tzurot init --recovery FILE',
    hex,
    '',
  ].join('\n');
}

/** The 64 digits on a recovery sheet, or in a bare key file. */
export const keyOnSheet = (sheet: string): string =>
  sheet
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'))
    .join('');
