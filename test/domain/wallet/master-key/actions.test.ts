import { describe, expect, it } from 'vitest';
import { microsPerDay } from '../../../../src/domain/time.js';
import type { MasterKey } from '../../../../src/domain/wallet/keyring.js';
import { assertRightKey, epochOf, hold, keyOnSheet, recoverySheet, status } from '../../../../src/domain/wallet/master-key/actions.js'; // prettier-ignore
import { masterKeyOf } from '../../../../src/domain/wallet/seal.js';
import { people, speakers, talks } from '../../../contracts/stores.js';
import { fakeClock } from '../../../fakes/clock.js';
import { fakeKeyFiles } from '../../../fakes/key-files.js';
import { fakeStores } from '../../../fakes/stores.js';
import { fakeWorkers } from '../../../fakes/workers.js';
import { anEnvelope, aSealedTrace, aTurnRecord, noon } from '../../../support/builders.js';

const right = masterKeyOf(Buffer.alloc(32, 1));
const wrong = masterKeyOf(Buffer.alloc(32, 2));
const home = '/home/keys/master.key';

/** A home sealed with a key, in which these files are. */
async function aHome({ key = right, files = [[home, right]] as [string, MasterKey][], later = 0 } = {}) {
  const stores = fakeStores();
  for (const seed of [people, speakers, talks]) await seed(stores);
  await stores.keyEpochs.activate(epochOf(key, noon));
  const keyFiles = fakeKeyFiles(new Map(files));
  return { ...stores, keyFiles, workers: fakeWorkers(), clock: fakeClock(noon + later) };
}

const anIncoming = (worker: string) => ({ ...epochOf(wrong, noon), state: 'incoming' as const, worker });

describe('the master key of a store', () => {
  it('is let in when it is the right one', async () => {
    expect(await hold(await aHome())).toMatchObject({ key: right, from: home, rotation: null, warnings: [] });
  });

  it('is refused when it is another, with the ids of both and where it was found', async () => {
    await expect(hold(await aHome({ files: [[home, wrong]] }))).rejects.toMatchObject({
      code: 'corrupt',
      message: expect.stringMatching(new RegExp(`${right.id}.*master\\.key.*${wrong.id}`)),
      facts: { needs: right.id, found: wrong.id, values: 0 },
    });
  });

  it('is refused when it is gone, and it is said how much cannot be opened without it', async () => {
    const ports = await aHome({ files: [] });
    await ports.turns.record(aTurnRecord({ trace: aSealedTrace({ sealed: anEnvelope(right.id) }) }));
    await expect(hold(ports)).rejects.toMatchObject({
      code: 'corrupt',
      message: expect.stringMatching(new RegExp(`is gone.*${home}.*${right.id}.*1 sealed value needs it`)),
      facts: { needs: right.id, values: 1 },
    });
  });

  it('is refused when the store knows of none', async () => {
    const ports = { ...(await aHome()), keyEpochs: fakeStores().keyEpochs };
    await expect(hold(ports)).rejects.toMatchObject({ code: 'corrupt' });
    await expect(assertRightKey(ports, right, 'x')).rejects.toMatchObject({ code: 'corrupt' });
  });

  it('is refused when another has its id, by chance or by design', async () => {
    const ports = await aHome({ files: [[home, { ...wrong, id: right.id }]] });
    await expect(hold(ports)).rejects.toMatchObject({ code: 'corrupt' });
  });

  it('is not shown when it is refused', async () => {
    const ports = await aHome({ files: [[home, wrong]] });
    for (const refused of [hold(ports), assertRightKey(ports, wrong, 'x')])
      expect(await refused.catch(String)).not.toContain(Buffer.from(wrong.bytes).toString('hex'));
  });

  it('is not replaced by one from a recovery copy that is not its own', async () => {
    const ports = await aHome({ files: [] });
    await expect(assertRightKey(ports, right, 'sheet')).resolves.toBeUndefined();
    await expect(assertRightKey(ports, wrong, 'sheet')).rejects.toMatchObject({ facts: { needs: right.id } });
  });

  it('is found beside another, as after going back to a snapshot, and that is said', async () => {
    const files: [string, MasterKey][] = [[home, wrong], [`${home}.${right.id}`, right]]; // prettier-ignore
    const held = await hold(await aHome({ files }));
    expect(held).toMatchObject({ key: right, isBeside: true, rotation: null });
    expect(held.warnings).toEqual([expect.stringMatching(new RegExp(`${home} holds.*${wrong.id}.*${right.id}`))]);
  });

  it('that was made by a rotation is said to have been, and where it was put', async () => {
    const ports = await aHome();
    await ports.keyEpochs.bringIn(anIncoming('worker'), right.id);
    await ports.keyEpochs.exchange(wrong.id, noon);
    const message = await hold(ports).catch(String);
    expect(message).toMatch(new RegExp(`key rotate.* made it.*${home}.${wrong.id}`));
  });
});

describe('a change of master keys', () => {
  it('that goes on is no reason to worry', async () => {
    const ports = await aHome();
    await ports.keyEpochs.bringIn(anIncoming(ports.workers.self()), right.id);
    expect(await hold(ports)).toMatchObject({ key: right, rotation: { to: wrong.id, isRunning: true } });
    expect(await status(ports)).toMatchObject({
      rotation: { to: wrong.id, since: '2026-11-20T12:00:00.000Z', worker: 'worker' },
      warnings: [],
    });
  });

  it('that was broken off is to be gone on with', async () => {
    const ports = await aHome();
    await ports.keyEpochs.bringIn(anIncoming('somebody who is gone'), right.id);
    expect(await status(ports)).toMatchObject({
      rotation: { to: wrong.id },
      warnings: [expect.stringMatching(/not finished.*key rotate/)],
    });
  });

  it('of which only the files are left to be put in order is not finished', async () => {
    const files: [string, MasterKey][] = [[home, right], [`${home}.${wrong.id}`, wrong]]; // prettier-ignore
    const ports = await aHome({ files });
    await ports.keyEpochs.bringIn(anIncoming('somebody who is gone'), right.id);
    await ports.keyEpochs.exchange(wrong.id, noon);
    expect(await status(ports)).toMatchObject({
      id: wrong.id,
      rotation: { to: wrong.id, worker: 'somebody who is gone' },
      warnings: [expect.stringMatching(/not finished/)],
    });
    await ports.keyEpochs.finish(wrong.id);
    expect(await status(ports)).toMatchObject({ rotation: { to: wrong.id, worker: null } });
  });
});

describe('the status', () => {
  it('tells how old the key is, where it was found, and what it sealed', async () => {
    const ports = await aHome({ later: 3.7 * microsPerDay });
    await ports.turns.record(aTurnRecord({ trace: aSealedTrace({ sealed: anEnvelope(right.id) }) }));
    expect(await status(ports)).toEqual({
      id: right.id,
      from: home,
      file: home,
      createdAt: '2026-11-20T12:00:00.000Z',
      ageDays: 3,
      rows: { [right.id]: 1 },
      canary: true,
      rotation: null,
      warnings: [],
    });
  });

  it('is not younger than a day because the clock was set back', async () => {
    expect(await status(await aHome({ later: -microsPerDay }))).toMatchObject({ ageDays: 0 });
  });

  it.each([
    [89, 0],
    [90, 1],
    [400, 1],
  ])('warns of a key that is 90 days old: after %s days %s times', async (days, times) => {
    const { warnings } = await status(await aHome({ later: days * microsPerDay }));
    expect(warnings).toHaveLength(times);
    for (const warning of warnings) expect(warning).toMatch(new RegExp(`${days} days.*key rotate`));
  });
});

describe('a recovery copy', () => {
  it('gives the key back', async () => {
    const digits = keyOnSheet(await recoverySheet(await aHome()));
    expect(masterKeyOf(Buffer.from(digits, 'hex')).id).toBe(right.id);
  });

  it('says which key it is, and how it is used', async () => {
    const sheet = await recoverySheet(await aHome());
    expect(sheet).toContain(right.id);
    expect(sheet).toContain('tzurot init --recovery FILE');
  });

  it.each([
    ['with Windows line ends', 'ab\r\ncd\r\n', 'abcd'],
    ['without a comment', 'abcd', 'abcd'],
    ['with blanks around it', '  abcd  \n', 'abcd'],
    ['of nothing but comments', '# a\n# b\n', ''],
  ])('is read %s', (_, sheet, digits) => {
    expect(keyOnSheet(sheet)).toBe(digits);
  });
});
