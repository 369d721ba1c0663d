import { describe, expect, it } from 'vitest';
import { keyringFollowing, type MasterKey } from '../../../../src/domain/wallet/keyring.js';
import { epochOf } from '../../../../src/domain/wallet/master-key/actions.js';
import { tracePlace, tracePurpose } from '../../../../src/domain/wallet/purposes.js';
import { rotate } from '../../../../src/domain/wallet/rotation/actions.js';
import { keyIdOf, masterKeyOf, nonceLength, seal, unseal } from '../../../../src/domain/wallet/seal.js';
import { people, speakers, talks, type Stores } from '../../../contracts/stores.js';
import { fakeClock } from '../../../fakes/clock.js';
import { fakeEntropy } from '../../../fakes/entropy.js';
import { fakeKeyFiles } from '../../../fakes/key-files.js';
import { emptyState } from '../../../fakes/state.js';
import { fakeStores } from '../../../fakes/stores.js';
import { fakeWorkers } from '../../../fakes/workers.js';
import { aSealedTrace, aTurnRecord, noon } from '../../../support/builders.js';

const first = masterKeyOf(Buffer.alloc(32, 1));
const home = '/home/keys/master.key';
const whole = { output: null, dryRun: false };
const watch = () => {};

/** A home with as many sealed texts. */
async function aHome(texts: number) {
  const state = emptyState();
  const stores = fakeStores(state);
  for (const seed of [people, speakers, talks]) await seed(stores);
  await stores.keyEpochs.activate(epochOf(first, noon));
  const keyFiles = fakeKeyFiles(new Map([[home, first]]));
  const clock = { ...fakeClock(noon), sleep: async () => {} };
  const keyring = keyringFollowing(
    () => [...state.keyEpochs.values()],
    (keyId, location) => keyFiles.find(keyId, location)?.key,
  );
  const ports = {
    ...stores,
    keyFiles,
    keyring,
    workers: fakeWorkers(),
    clock,
    entropy: fakeEntropy(),
  };
  const write = (reference: string, key: MasterKey = keyring.active, expiresAt = noon + 1) => {
    const nonce = ports.entropy.bytes(nonceLength);
    const sealed = seal(key, tracePurpose, tracePlace(reference, 'ada'), `Text of ${reference}.`, nonce);
    const trace = aSealedTrace({ reference, sealed, expiresAt });
    return stores.turns.record(aTurnRecord({ triggerId: reference, reference, trace }));
  };
  for (let each = 0; each < texts; each++) await write(`t${each}`);
  const read = () =>
    [...state.traces.values()].map(({ reference, sealed }) =>
      unseal(keyring, tracePurpose, tracePlace(reference, 'ada'), sealed),
    );
  const keysUsed = () => new Set([...state.traces.values()].map(({ sealed }) => keyIdOf(sealed)));
  return { ...ports, state, write, read, keysUsed };
}

type Home = Awaited<ReturnType<typeof aHome>>;

const textsOf = (count: number) => Array.from({ length: count }, (_, each) => `Text of t${each}.`);
const statesOf = async ({ keyEpochs }: Stores) => (await keyEpochs.all()).map(({ state }) => state);

/** Breaks off when so many batches have been replaced. The one who was at it is gone. */
async function brokenOff(ports: Home, batches: number): Promise<void> {
  let done = 0;
  const sealedRows = {
    ...ports.sealedRows,
    async replace(changes: Parameters<typeof ports.sealedRows.replace>[0]) {
      if (done++ === batches) throw new Error('A power cut.');
      return ports.sealedRows.replace(changes);
    },
  };
  await expect(rotate({ ...ports, sealedRows, workers: fakeWorkers('gone') }, whole, watch)).rejects.toThrow(
    'power cut',
  );
}

describe('a change of master keys', () => {
  it.each([0, 1, 99, 100, 101, 250])('seals every value anew, %s of them', async count => {
    const ports = await aHome(count);
    const rotated = await rotate(ports, whole, watch);
    expect(rotated).toEqual({
      from: first.id,
      to: expect.stringMatching(/^[0-9a-f]{8}$/),
      rows: count === 0 ? {} : { traces: count },
      verified: count,
      file: home,
      resumed: false,
      dryRun: false,
    });
    expect(ports.read()).toEqual(textsOf(count));
    expect(ports.keysUsed()).toEqual(new Set(count === 0 ? [] : [rotated.to]));
    expect(await statesOf(ports)).toEqual(['retired', 'active']);
  });

  it('puts the new key in the place of the old one, which stays beside it', async () => {
    const ports = await aHome(1);
    const { to } = await rotate(ports, whole, watch);
    const files = [...ports.keyFiles.files].map(([path, { id }]) => [path, id]).toSorted();
    expect(files).toEqual([[home, to], [`${home}.${first.id}`, first.id]]); // prettier-ignore
    expect(ports.keyring.active.id).toBe(to);
  });

  it('can put the new key elsewhere', async () => {
    const ports = await aHome(1);
    const { to, file } = await rotate(ports, { ...whole, output: '/safe/master.key' }, watch);
    expect(file).toBe('/safe/master.key');
    expect(ports.keyFiles.files.get('/safe/master.key')?.id).toBe(to);
    expect(ports.read()).toEqual(textsOf(1));
    expect(await rotate(ports, whole, watch)).toMatchObject({ file: '/safe/master.key' });
  });

  it('can be made again and again', async () => {
    const ports = await aHome(3);
    const made = [];
    for (let each = 0; each < 3; each++) made.push((await rotate(ports, whole, watch)).to);
    expect(new Set(made).size).toBe(3);
    expect(ports.read()).toEqual(textsOf(3));
    expect(await statesOf(ports)).toEqual(['retired', 'retired', 'retired', 'active']);
  });

  it('tells what it would do, and does nothing, when it is only tried', async () => {
    const ports = await aHome(3);
    const before = structuredClone(ports.state);
    expect(await rotate(ports, { ...whole, dryRun: true }, watch)).toEqual({
      from: first.id,
      to: null,
      rows: { traces: 3 },
      verified: 3,
      file: home,
      resumed: false,
      dryRun: true,
    });
    expect(ports.state).toEqual(before);
    expect(ports.keyFiles.files.size).toBe(1);
  });

  it('takes along what others seal meanwhile with the old key', async () => {
    const ports = await aHome(150);
    let written = 0;
    const exchange: typeof ports.keyEpochs.exchange = async (keyId, at) => {
      if (written++ < 2) await ports.write(`late${written}`, first);
      return ports.keyEpochs.exchange(keyId, at);
    };
    const rotated = await rotate({ ...ports, keyEpochs: { ...ports.keyEpochs, exchange } }, whole, watch);
    expect(rotated.verified).toBe(152);
    expect(ports.keysUsed()).toEqual(new Set([rotated.to]));
    expect(ports.read()).toContain('Text of late2.');
  });

  it('leaves alone what somebody else wrote meanwhile', async () => {
    const ports = await aHome(1);
    const trace = ports.state.traces.get('t0') ?? aSealedTrace();
    const newer = seal(first, tracePurpose, tracePlace('t0', 'ada'), 'Newer.', new Uint8Array(nonceLength));
    let isFirst = true;
    const sealedRows = {
      ...ports.sealedRows,
      async replace(changes: Parameters<typeof ports.sealedRows.replace>[0]) {
        if (isFirst) ports.state.traces.set('t0', { ...trace, sealed: newer });
        isFirst = false;
        return ports.sealedRows.replace(changes);
      },
    };
    expect(await rotate({ ...ports, sealedRows }, whole, watch)).toMatchObject({ rows: { traces: 1 } });
    expect(ports.read()).toEqual(['Newer.']);
  });

  it('throws away what has expired instead of sealing it anew', async () => {
    const ports = await aHome(2);
    await ports.write('expired', first, noon - 1);
    expect(await rotate(ports, whole, watch)).toMatchObject({ verified: 2 });
  });

  it('tells how far it is', async () => {
    const ports = await aHome(150);
    const steps: string[] = [];
    await rotate(ports, whole, ({ step, done, total }) => void steps.push(`${step} ${done}/${total}`));
    expect(steps).toEqual([
      'checking 100/150', 'checking 150/150', 'sealing 100/150', 'sealing 150/150', 'verifying 100/150', 'verifying 150/150',
    ]); // prettier-ignore
  });
});

describe('a change that was broken off', () => {
  it.each([0, 1, 2])('leaves everything openable and is gone on with, after %s batches', async batches => {
    const ports = await aHome(250);
    await brokenOff(ports, batches);
    expect(ports.read()).toEqual(textsOf(250));
    expect(await statesOf(ports)).toEqual(['active', 'incoming']);
    const begun = (await ports.keyEpochs.all()).at(-1)?.keyId;
    expect(await rotate(ports, { ...whole, dryRun: true }, watch)).toMatchObject({ to: begun, resumed: true });
    const rotated = await rotate(ports, whole, watch);
    expect(rotated).toMatchObject({ to: begun, resumed: true, rows: { traces: 250 - 100 * batches }, verified: 250 });
    expect(ports.read()).toEqual(textsOf(250));
    expect(await statesOf(ports)).toEqual(['retired', 'active']);
  });

  it('begins anew when its key was never used and is gone', async () => {
    const ports = await aHome(3);
    await brokenOff(ports, 0);
    const [, begun] = await ports.keyEpochs.all();
    ports.keyFiles.files.delete(`${home}.${begun?.keyId}`);
    const rotated = await rotate(ports, whole, watch);
    expect(rotated).toMatchObject({ resumed: false, verified: 3 });
    expect(rotated.to).not.toBe(begun?.keyId);
    expect(await statesOf(ports)).toEqual(['retired', 'active']);
  });

  it('is refused when its key was used and is gone, and goes on once it is back', async () => {
    const ports = await aHome(150);
    await brokenOff(ports, 1);
    const [, begun] = await ports.keyEpochs.all();
    const file = `${home}.${begun?.keyId}`;
    const key = ports.keyFiles.files.get(file) ?? first;
    ports.keyFiles.files.delete(file);
    const forgetful = { ...ports, keyring: keyringFollowing(() => [...ports.state.keyEpochs.values()], (id, at) => ports.keyFiles.find(id, at)?.key) }; // prettier-ignore
    const before = [...ports.state.traces.values()];
    await expect(rotate(forgetful, whole, watch)).rejects.toMatchObject({
      code: 'corrupt',
      message: expect.stringMatching(new RegExp(`100 sealed values need.*${begun?.keyId}`)),
    });
    expect([...ports.state.traces.values()]).toEqual(before);
    ports.keyFiles.files.set(file, key);
    expect(await rotate(ports, whole, watch)).toMatchObject({ to: begun?.keyId, verified: 150 });
  });

  it('goes on after its files were the only thing left', async () => {
    const ports = await aHome(3);
    const settle = () => {
      throw new Error('A power cut.');
    };
    await expect(rotate({ ...ports, keyFiles: { ...ports.keyFiles, settle } }, whole, watch)).rejects.toThrow();
    expect(ports.read()).toEqual(textsOf(3));
    const active = ports.keyring.active.id;
    expect(await rotate(ports, whole, watch)).toMatchObject({ from: first.id, to: active, resumed: true, rows: {} });
    expect(ports.keyFiles.set()?.key.id).toBe(active);
    expect(await rotate(ports, whole, watch)).toMatchObject({ from: active, resumed: false });
  });

  it('goes where it was meant to go, and nowhere else', async () => {
    const ports = await aHome(3);
    const elsewhere = { ...whole, output: '/safe/master.key' };
    await brokenOff(ports, 0);
    await expect(rotate(ports, elsewhere, watch)).rejects.toMatchObject({ code: 'conflict' });
    expect(await rotate(ports, whole, watch)).toMatchObject({ file: home, resumed: true });
  });

  it('is not begun when the key cannot be written', async () => {
    const ports = await aHome(3);
    const keep = () => {
      throw new Error('The disk is full.');
    };
    await expect(rotate({ ...ports, keyFiles: { ...ports.keyFiles, keep } }, whole, watch)).rejects.toThrow('full');
    expect(await statesOf(ports)).toEqual(['active']);
  });
});

describe('two changes at once', () => {
  it('are one: the other is told who is at it', async () => {
    const ports = await aHome(3);
    await brokenOff(ports, 0);
    ports.workers.start('gone');
    await expect(rotate(ports, whole, watch)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Process gone'),
      facts: { worker: 'gone' },
    });
    ports.workers.end('gone');
    expect(await rotate(ports, whole, watch)).toMatchObject({ resumed: true });
  });

  it('are one, also while the first puts its files in order', async () => {
    const ports = await aHome(3);
    ports.workers.start('first');
    let second: unknown;
    const finish: typeof ports.keyEpochs.finish = async keyId => {
      second = await rotate(ports, whole, watch).catch((error: unknown) => error);
      return ports.keyEpochs.finish(keyId);
    };
    const theirs = { ...ports, workers: fakeWorkers('first'), keyEpochs: { ...ports.keyEpochs, finish } };
    await rotate(theirs, whole, watch);
    expect(second).toMatchObject({ code: 'conflict', facts: { worker: 'first' } });
    expect(await rotate(ports, whole, watch)).toMatchObject({ resumed: false });
  });

  it('take the one that came first for the one before', async () => {
    const ports = await aHome(3);
    let isFirst = true;
    const dropExpiredTraces: typeof ports.turns.dropExpiredTraces = async now => {
      if (!isFirst) return ports.turns.dropExpiredTraces(now);
      isFirst = false;
      await rotate(ports, { ...whole, output: '/safe/master.key' }, watch);
      return 0;
    };
    const second = await rotate({ ...ports, turns: { ...ports.turns, dropExpiredTraces } }, whole, watch);
    expect(second).toMatchObject({ file: '/safe/master.key', resumed: false, verified: 3 });
    expect(await statesOf(ports)).toEqual(['retired', 'retired', 'active']);
    expect(ports.read()).toEqual(textsOf(3));
  });

  it('do no harm where both believe that the other is gone', async () => {
    const ports = await aHome(250);
    const both = await Promise.allSettled(
      ['one', 'two'].map(name => rotate({ ...ports, workers: fakeWorkers(name) }, whole, watch)),
    );
    expect(both.some(({ status }) => status === 'fulfilled')).toBe(true);
    await rotate(ports, whole, watch);
    expect(ports.read()).toEqual(textsOf(250));
    expect(ports.keysUsed()).toEqual(new Set([ports.keyring.active.id]));
  });
});

describe('a value that does not open', () => {
  const spoilt = async () => {
    const ports = await aHome(150);
    const trace = ports.state.traces.get('t120') ?? aSealedTrace();
    ports.state.traces.set('t120', { ...trace, sealed: `${trace.sealed.slice(0, -4)}AAAA` });
    return ports;
  };

  it('is named, and the change does not begin', async () => {
    const ports = await spoilt();
    await expect(rotate(ports, whole, watch)).rejects.toMatchObject({
      code: 'corrupt',
      message: expect.stringContaining('1 sealed value does not open: traces t120.'),
      facts: { locked: [{ table: 'traces', rowId: 't120', label: 'trace' }] },
    });
    expect(await statesOf(ports)).toEqual(['active']);
    expect(ports.keyFiles.files.size).toBe(1);
  });

  it('keeps the old key in use when it is found on the way', async () => {
    const ports = await aHome(150);
    await brokenOff(ports, 1);
    const trace = ports.state.traces.get('t120') ?? aSealedTrace();
    ports.state.traces.set('t120', { ...trace, sealed: 'tz1.nothing' });
    await expect(rotate(ports, whole, watch)).rejects.toMatchObject({ code: 'corrupt' });
    expect(await statesOf(ports)).toEqual(['active', 'incoming']);
    ports.state.traces.delete('t120');
    expect(ports.read()).toHaveLength(149);
  });
});

describe('a process that goes on while the master key is changed', () => {
  it('seals with the new key as soon as that is the active one', async () => {
    const ports = await aHome(1);
    await ports.write('before');
    const { to } = await rotate(ports, whole, watch);
    await expect(ports.write('late', first)).rejects.toMatchObject({ code: 'conflict' });
    await ports.write('after');
    expect(ports.keysUsed()).toEqual(new Set([to]));
    expect(ports.read()).toContain('Text of after.');
  });
});
