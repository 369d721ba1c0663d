import type { Clock } from '../../../ports/clock.js';
import type { KeyEpoch, KeyEpochs } from '../../../ports/key-epochs.js';
import type { FoundKey, KeyFiles } from '../../../ports/key-files.js';
import type { Workers } from '../../../ports/workers.js';
import { TzurotError } from '../../errors.js';
import { isoOf, type Micros } from '../../time.js';
import type { MasterKey } from '../keyring.js';
import { checkValueOf, matchesCheckValue } from '../seal.js';
import { ageInDays, concernsOf, wrongKey, type Rotation } from './held.js';

export type KeyPorts = {
  readonly keyEpochs: KeyEpochs;
  readonly keyFiles: KeyFiles;
  readonly workers: Workers;
  readonly clock: Clock;
};

/** The master key of a store, and what is to be said about it. */
export type HeldKey = FoundKey & {
  readonly epoch: KeyEpoch;
  readonly rotation: Rotation | null;
  readonly warnings: readonly string[];
};

export type KeyStatus = {
  readonly id: string;
  readonly from: string;
  readonly file: string | null;
  readonly createdAt: string;
  readonly ageDays: number;
  /** How many sealed rows each key has. */
  readonly rows: Readonly<Record<string, number>>;
  readonly canary: boolean;
  readonly rotation: { readonly to: string; readonly since: string; readonly worker: string | null } | null;
  readonly warnings: readonly string[];
};

/** An epoch for a key that begins to be used. */
export const epochOf = (key: MasterKey, createdAt: Micros): KeyEpoch => ({
  keyId: key.id,
  checkValue: checkValueOf(key),
  state: 'active',
  createdAt,
  retiredAt: null,
  worker: null,
  location: null,
});

/** Finds the master key of the store, wherever it lies. Refuses any other before anything sealed is touched. */
export async function hold(ports: Omit<KeyPorts, 'clock'>): Promise<HeldKey> {
  const { keyEpochs, keyFiles } = ports;
  const set = keyFiles.set();
  const epochs = await keyEpochs.all();
  const epoch = activeIn(epochs);
  const found = keyFiles.find(epoch.keyId, epoch.location);
  if (found === undefined || !matchesCheckValue(found.key, epoch.checkValue)) {
    throw wrongKey({
      keyId: epoch.keyId,
      file: keyFiles.fileOf(epoch.location),
      found: set && { id: set.key.id, from: set.from },
      isRotated: epochs.some(({ state }) => state === 'retired'),
      values: (await keyEpochs.sealedRows()).get(epoch.keyId) ?? 0,
    });
  }
  const rotation = rotationIn(epochs, found, set, ports.workers);
  return { ...found, epoch, rotation, warnings: [...warningOf(found), ...contradiction(found, set, rotation)] };
}

const warningOf = ({ warning }: FoundKey) => (warning === null ? [] : [warning]);

function activeIn(epochs: readonly KeyEpoch[]): KeyEpoch {
  const active = epochs.find(({ state }) => state === 'active');
  if (active !== undefined) return active;
  throw new TzurotError('corrupt', 'The store does not know which master key it is sealed with.', { try: 'doctor' });
}

/** One that comes in, or one whose file was not put in its place: then what is there is a key from before. */
function rotationIn(
  epochs: readonly KeyEpoch[],
  found: FoundKey,
  set: FoundKey | undefined,
  workers: Workers,
): Rotation | null {
  const incoming = epochs.find(({ state }) => state === 'incoming');
  if (incoming !== undefined) {
    const { keyId, createdAt, worker } = incoming;
    return { to: keyId, since: createdAt, worker, isSealed: false, isRunning: isAtIt(worker, workers) };
  }
  const retired = epochs.filter(({ state }) => state === 'retired').map(({ keyId }) => keyId);
  const isFromBefore = set === undefined ? retired.length > 0 : retired.includes(set.key.id);
  const { keyId, createdAt, worker } = activeIn(epochs);
  if (worker === null && !(found.isBeside && isFromBefore)) return null;
  return { to: keyId, since: createdAt, worker, isSealed: true, isRunning: isAtIt(worker, workers) };
}

const isAtIt = (worker: string | null, workers: Workers) => worker !== null && workers.isAlive(worker);

/** Where another key is set than the store's own. */
const contradiction = (found: FoundKey, set: FoundKey | undefined, rotation: Rotation | null): string[] =>
  set === undefined || set.key.id === found.key.id || (rotation !== null && set.file !== null)
    ? []
    : [
        `${set.from} holds the master key ${set.key.id}, which seals nothing here. That of this home is ${found.key.id}, in ${found.from}. Take the first one away, and name that file with TZUROT_MASTER_KEY_FILE.`,
      ];

/** Refuses a master key that is not the store's. */
export async function assertRightKey(
  { keyEpochs, keyFiles }: Pick<KeyPorts, 'keyEpochs' | 'keyFiles'>,
  key: MasterKey,
  from: string,
): Promise<void> {
  const epochs = await keyEpochs.all();
  const { keyId, checkValue, location } = activeIn(epochs);
  if (matchesCheckValue(key, checkValue)) return;
  const values = (await keyEpochs.sealedRows()).get(keyId) ?? 0;
  throw wrongKey({ keyId, file: keyFiles.fileOf(location), found: { id: key.id, from }, isRotated: false, values });
}

export async function status(ports: KeyPorts): Promise<KeyStatus> {
  const { key, from, file, epoch, rotation, warnings } = await hold(ports);
  const ageDays = ageInDays(epoch.createdAt, ports.clock.now());
  return {
    id: key.id,
    from,
    file,
    createdAt: isoOf(epoch.createdAt),
    ageDays,
    rows: Object.fromEntries(await ports.keyEpochs.sealedRows()),
    canary: matchesCheckValue(key, epoch.checkValue),
    rotation: rotation && { to: rotation.to, since: isoOf(rotation.since), worker: rotation.worker },
    warnings: [...warnings, ...concernsOf({ ageDays, rotation })],
  };
}

/** The master key as a sheet that a person can print and put away. */
export async function recoverySheet(ports: Omit<KeyPorts, 'clock'>): Promise<string> {
  const { key } = await hold(ports);
  const hex = Buffer.from(key.bytes).toString('hex');
  return [
    '# Recovery copy of the master key of a tzurot home.',
    '# Whoever has this can open everything that is sealed there. Keep it offline, and apart from backups.',
    `# key id: ${key.id}`,
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
