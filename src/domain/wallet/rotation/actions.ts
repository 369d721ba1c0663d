import type { Entropy } from '../../../ports/entropy.js';
import type { KeyEpoch } from '../../../ports/key-epochs.js';
import type { Position, Resealed, SealedRow, SealedRows } from '../../../ports/sealed-rows.js';
import type { Turns } from '../../../ports/turns.js';
import { keyringOf, type Keyring, type MasterKey } from '../keyring.js';
import { epochOf, hold, type HeldKey, type KeyPorts } from '../master-key/actions.js';
import { keyIdOf, masterKeyLength, masterKeyOf, nonceLength, opened, seal, type Place } from '../seal.js';
import type { Rotation } from '../master-key/held.js';
import { busy, locked, lost, moving, type Rotated, type Watch } from './rotated.js';

export type RotationPorts = KeyPorts & {
  readonly sealedRows: SealedRows;
  readonly keyring: Keyring;
  readonly turns: Turns;
  readonly entropy: Entropy;
};

export type RotationRequest = {
  /** Where the new key is to be, if not where the present one is. */
  readonly output: string | null;
  readonly dryRun: boolean;
};

/** A new key that everything is to be sealed with. */
type Change = {
  readonly from: string;
  readonly key: MasterKey;
  readonly location: string | null;
  readonly resumed: boolean;
};

const atOnce = 100;
const pauseMs = 2;

/**
 * Seals everything with a new master key, a few values at a time, and retires the one before when nothing needs it any
 * more. May be broken off anywhere: until then both keys open what they sealed, and another run goes on with it.
 */
export async function rotate(ports: RotationPorts, request: RotationRequest, watch: Watch): Promise<Rotated> {
  const held = await hold(ports);
  const location = await whereTo(ports, held, request);
  const file = ports.keyFiles.fileOf(location);
  if (request.dryRun) return rehearsed(ports, held, file, watch);
  if (held.rotation?.isSealed) return settled(ports, held, held.rotation, file);
  await ports.turns.dropExpiredTraces(ports.clock.now());
  if (held.rotation === null) await assertAllOpens(ports, watch);
  const change = await begin(ports, held, location);
  if (change === undefined) return rotate(ports, request, watch);
  const rows = new Map<string, number>();
  let verified = 0;
  do {
    await sealAnew(ports, change, rows, watch);
    verified = await verify(ports, change, watch);
  } while (!(await ports.keyEpochs.exchange(change.key.id, ports.clock.now())));
  ports.keyFiles.settle(change.key.id, change.location);
  await ports.keyEpochs.finish(change.key.id);
  const { from, key, resumed } = change;
  return { from, to: key.id, rows: Object.fromEntries(rows), verified, file, resumed, dryRun: false };
}

/** Where the new key is to be. What another run began, goes where that one meant it to. */
async function whereTo({ keyEpochs, keyFiles }: RotationPorts, { rotation, epoch }: HeldKey, request: RotationRequest) {
  if (rotation === null) return keyFiles.locationFor(request.output, epoch.location);
  const { location } = (await keyEpochs.all()).find(({ keyId }) => keyId === rotation.to) ?? epoch;
  if (request.output !== null && keyFiles.locationFor(request.output, location) !== location)
    throw moving(keyFiles.fileOf(location));
  return location;
}

/** What would be done. */
async function rehearsed(ports: RotationPorts, held: HeldKey, file: string, watch: Watch): Promise<Rotated> {
  const to = held.rotation?.to ?? null;
  const rows = new Map<string, number>();
  const verified = await assertAllOpens(ports, watch, row => {
    if (to === null || !isSealedWith(to, row)) count(rows, row.place);
  });
  const resumed = to !== null;
  return { from: held.key.id, to, rows: Object.fromEntries(rows), verified, file, resumed, dryRun: true };
}

/** What was sealed anew by a run that was broken off at its very end: only the files are left to be put in order. */
async function settled(ports: RotationPorts, held: HeldKey, rotation: Rotation, file: string): Promise<Rotated> {
  const { worker, isRunning } = rotation;
  if (worker !== null && isRunning && worker !== ports.workers.self()) throw busy(worker);
  const verified = await assertAllOpens(ports, () => {});
  const retired = (await ports.keyEpochs.all()).findLast(({ state }) => state === 'retired');
  ports.keyFiles.settle(held.key.id, held.epoch.location);
  await ports.keyEpochs.finish(held.key.id);
  const to = held.key.id;
  return { from: retired?.keyId ?? to, to, rows: {}, verified, file, resumed: true, dryRun: false };
}

/**
 * The one who brings a key in is alone with it. Its file is there before anything is sealed with it. Undefined where
 * somebody else was faster: then what is held is no longer true.
 */
async function begin(ports: RotationPorts, held: HeldKey, location: string | null): Promise<Change | undefined> {
  const epochs = await ports.keyEpochs.all();
  if (!epochs.some(({ state, keyId }) => state === 'active' && keyId === held.key.id)) return undefined;
  const incoming = epochs.find(({ state }) => state === 'incoming');
  if (incoming !== undefined) return goOn(ports, held, incoming);
  const key = masterKeyOf(ports.entropy.bytes(masterKeyLength));
  const worker = ports.workers.self();
  const epoch = { ...epochOf(key, ports.clock.now()), state: 'incoming' as const, worker, location };
  if (!(await ports.keyEpochs.bringIn(epoch, held.key.id))) return undefined;
  try {
    ports.keyFiles.keep(key, location);
  } catch (error) {
    await ports.keyEpochs.giveUp(key.id);
    throw error;
  }
  return { from: held.key.id, key, location, resumed: false };
}

/** Goes on with what another run began, if nobody is at it. */
async function goOn(
  ports: RotationPorts,
  held: HeldKey,
  { keyId, worker, location }: KeyEpoch,
): Promise<Change | undefined> {
  const { keyEpochs, keyFiles, workers } = ports;
  const before = worker ?? '';
  if (before !== workers.self() && workers.isAlive(before)) throw busy(before);
  if (!(await keyEpochs.takeOver(keyId, before, workers.self()))) return undefined;
  const found = keyFiles.find(keyId, location);
  if (found !== undefined) return { from: held.key.id, key: found.key, location, resumed: true };
  const values = (await keyEpochs.sealedRows()).get(keyId) ?? 0;
  if (values > 0) throw lost(keyId, keyFiles.fileOf(location), values);
  await keyEpochs.giveUp(keyId);
  return begin(ports, held, location);
}

/** One pass over everything. Who writes meanwhile is not kept waiting. */
async function sealAnew(ports: RotationPorts, { key }: Change, rows: Map<string, number>, watch: Watch): Promise<void> {
  const faults: Place[] = [];
  const total = await totalOf(ports);
  let done = 0;
  for await (const batch of batches(ports)) {
    const changes = batch
      .filter(row => !isSealedWith(key.id, row))
      .flatMap(row => {
        const text = opened(ports.keyring, row);
        if (text === undefined) faults.push(row.place);
        return text === undefined ? [] : [resealed(ports, key, row, text)];
      });
    for (const { place } of changes.length === 0 ? [] : await ports.sealedRows.replace(changes)) count(rows, place);
    done += batch.length;
    watch({ step: 'sealing', done, total });
  }
  if (faults.length > 0) throw locked(faults);
}

const resealed = ({ entropy }: RotationPorts, key: MasterKey, row: SealedRow, text: string): Resealed => ({
  row,
  sealed: seal(key, row.purpose, row.place, text, entropy.bytes(nonceLength)),
});

/** Whether every value opens with the new key. What came in meanwhile with the one before is for the next pass. */
async function verify(ports: RotationPorts, { key, from }: Change, watch: Watch): Promise<number> {
  const keyring = keyringOf(key);
  return assertAllOpens(
    { ...ports, keyring: { ...keyring, find: id => (id === from ? ports.keyring.find(id) : keyring.find(id)) } },
    news => watch({ ...news, step: 'verifying' }),
  );
}

/** Opens everything there is, and says how much that is. */
async function assertAllOpens(
  ports: RotationPorts,
  watch: Watch,
  look: (row: SealedRow) => void = () => {},
): Promise<number> {
  const faults: Place[] = [];
  const total = await totalOf(ports);
  let done = 0;
  for await (const batch of batches(ports)) {
    for (const row of batch) {
      if (opened(ports.keyring, row) === undefined) faults.push(row.place);
      else look(row);
    }
    done += batch.length;
    watch({ step: 'checking', done, total });
  }
  if (faults.length > 0) throw locked(faults);
  return done;
}

async function* batches({ sealedRows, clock }: RotationPorts): AsyncGenerator<SealedRow[]> {
  let position: Position | null = null;
  for (;;) {
    const batch: SealedRow[] = await sealedRows.after(position, atOnce);
    if (batch.length > 0) yield batch;
    position = batch.at(-1)?.position ?? null;
    if (batch.length < atOnce) return;
    await clock.sleep(pauseMs); // Others have their turn.
  }
}

const totalOf = async ({ keyEpochs }: RotationPorts): Promise<number> =>
  (await keyEpochs.sealedRows()).values().reduce((sum, rows) => sum + rows, 0);

function isSealedWith(keyId: string, { sealed }: SealedRow): boolean {
  try {
    return keyIdOf(sealed) === keyId;
  } catch {
    return false;
  }
}

const count = (rows: Map<string, number>, { table }: Place) => rows.set(table, (rows.get(table) ?? 0) + 1);
