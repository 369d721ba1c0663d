import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TzurotError } from '../../../src/domain/errors.js';
import { abandonOld, settleOpen, type KeyFor } from '../../../src/domain/usage/settle/actions.js';
import { nothingSpent, type Spent } from '../../../src/domain/usage/usage.js';
import { Secret } from '../../../src/domain/wallet/secret.js';
import { openScratchStores } from '../../adapters/sqlite/stores.js';
import { people, speakers } from '../../contracts/stores.js';
import { fakeClock } from '../../fakes/clock.js';
import { fakeEntropy } from '../../fakes/entropy.js';
import { fakeWorkers } from '../../fakes/workers.js';
import { fakeLog } from '../../fakes/log.js';
import { aReservation, aSpent, noon } from '../../support/builders.js';
import { aCapOfToday, aPurse, type Purse } from './purse.js';

const keyFor: KeyFor = async () => work => work(new Secret('a key'));

/** A provider that answers each question in turn; after the last, it does not know. */
async function aProvider(...answers: readonly (Spent | undefined | Error)[]) {
  const purse = await aPurse();
  const left = [...answers];
  const asked: string[] = [];
  const find = async (provider: string, id: string, key: Secret) => {
    asked.push([provider, id, key.reveal()].join(' '));
    const answer = left.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { ...purse, generations: { find }, log: fakeLog(), asked };
}

const cut = async ({ ledger }: Purse, fields: Parameters<typeof aReservation>[0] = {}) => {
  await ledger.reserve(aReservation(fields), []);
  await ledger.cut(aReservation(fields).id, 'gen-1');
};

/** Lets so many seconds pass while it is at work. */
async function settledAfter(ports: Parameters<typeof settleOpen>[0] & Purse, seconds: number, lend: KeyFor = keyFor) {
  const done = settleOpen(ports, lend);
  await ports.clock.advance(seconds * 1000);
  await done;
  return (await ports.ledger.rows({}))[0];
}

const atItsReservation = { ...nothingSpent, costNanoUsd: 5_000_000, estimated: true };
const unreachable = new TzurotError('unavailable', 'Nobody is there.');

describe('an answer that broke off', () => {
  it('is settled at what the provider says it cost, asked with the key that was used', async () => {
    const ports = await aProvider(aSpent());
    await cut(ports);
    expect(await settledAfter(ports, 0)).toMatchObject({ state: 'settled', spent: aSpent() });
    expect(ports.asked).toEqual(['openrouter gen-1 a key']);
  });

  it('is asked for again after 1, 2 and 4 seconds while the provider does not know of it yet', async () => {
    const ports = await aProvider(undefined, undefined, undefined, aSpent());
    await cut(ports);
    const done = settleOpen(ports, keyFor);
    const counts: number[] = [];
    for (const ms of [0, 999, 1, 1999, 1, 3999, 1]) {
      await ports.clock.advance(ms);
      counts.push(ports.asked.length);
    }
    await done;
    expect(counts).toEqual([1, 1, 2, 2, 3, 3, 4]);
    expect(await ports.ledger.rows({})).toMatchObject([{ state: 'settled', spent: aSpent() }]);
  });

  it('is closed at its reservation, as an estimate, when the provider does not know of it after a minute', async () => {
    const ports = await aProvider();
    await cut(ports);
    expect(await settledAfter(ports, 63)).toMatchObject({ state: 'abandoned', spent: atItsReservation });
  });

  it('is not asked for again when it is long past', async () => {
    const ports = await aProvider();
    await cut(ports);
    await ports.clock.advance(541_000);
    expect(await settledAfter(ports, 0)).toMatchObject({ state: 'abandoned', spent: atItsReservation });
    expect(ports.asked).toHaveLength(1);
  });

  it.each([
    ['nobody can be reached', unreachable, keyFor],
    ['the key is not there any more', undefined, async () => undefined],
    ['the key cannot be opened', undefined, () => Promise.reject(new Error('Sealed.'))],
  ] as const)('is left for the next time when %s', async (_, answer, lend) => {
    const ports = await aProvider(...(answer === undefined ? [] : [answer]));
    await cut(ports);
    expect(await settledAfter(ports, 0, lend)).toMatchObject({ state: 'cut', spent: null });
    expect(await settledAfter(await withAnswer(ports), 0)).toMatchObject({ state: 'settled' });
  });

  const withAnswer = async <T extends Purse>(ports: T) => ({
    ...ports,
    generations: { find: async () => aSpent() },
  });

  it('is given up after a week in which nobody could be asked', async () => {
    const ports = await aProvider(unreachable);
    await cut(ports);
    await ports.clock.advance(7 * 86_400_000);
    expect(await settledAfter(ports, 0)).toMatchObject({ state: 'cut' });
    await ports.clock.advance(1);
    expect(await settledAfter(ports, 0)).toMatchObject({ state: 'abandoned', spent: atItsReservation });
  });

  it('holds up no other', async () => {
    const ports = await aProvider(unreachable, undefined, aSpent({ costNanoUsd: 3 }), aSpent({ costNanoUsd: 2 }));
    for (const id of ['a', 'b', 'c']) await cut(ports, { id });
    await settledAfter(ports, 1);
    expect((await ports.ledger.rows({})).map(({ state, spent }) => [state, spent?.costNanoUsd])).toEqual([
      ['cut', undefined],
      ['settled', 2],
      ['settled', 3],
    ]);
  });

  it('waits no longer when the program ends', async () => {
    const ports = await aProvider();
    await cut(ports);
    const ending = new AbortController();
    const done = settleOpen(ports, keyFor, ending.signal);
    await ports.clock.advance(500);
    ending.abort(new Error('The end.'));
    await expect(done).rejects.toThrow('The end.');
    expect(await ports.ledger.rows({})).toMatchObject([{ state: 'cut' }]);
  });
});

describe('what a crash left open', () => {
  it('is left alone while it may still be under way', async () => {
    const ports = await aProvider(aSpent());
    await ports.ledger.reserve(aReservation(), []);
    await ports.ledger.identify('request', 'gen-1');
    await ports.clock.advance(480_000);
    expect(await settledAfter(ports, 0)).toMatchObject({ state: 'open' });
    await ports.clock.advance(1);
    expect(await settledAfter(ports, 0)).toMatchObject({ state: 'settled', spent: aSpent() });
  });

  it('is asked for at once when the program that made the request is no more', async () => {
    const ports = await aProvider(aSpent());
    await ports.ledger.reserve(aReservation({ holder: 'one that was killed' }), []);
    await ports.ledger.identify('request', 'gen-1');
    expect(await settledAfter(ports, 0)).toMatchObject({ state: 'settled', spent: aSpent() });
  });

  it('is closed at its reservation when it never got a name', async () => {
    const ports = await aPurse();
    await ports.ledger.reserve(aReservation(), []);
    await ports.clock.advance(480_001);
    expect(await abandonOld(ports)).toEqual([]);
    expect(await ports.ledger.rows({})).toMatchObject([{ state: 'abandoned', spent: atItsReservation }]);
  });

  it('is asked of nobody when it was free', async () => {
    const ports = await aProvider(aSpent());
    await cut(ports, { payer: 'none', reservedNanoUsd: 0 });
    expect(await settledAfter(ports, 0)).toMatchObject({ state: 'abandoned', spent: { costNanoUsd: 0 } });
    expect(ports.asked).toEqual([]);
  });
});

describe('a crash between any two steps', () => {
  const steps = ['reserved', 'named', 'cut', 'settled'] as const;
  const aRequest = fc.record({
    reached: fc.constantFrom(...steps),
    reservedNanoUsd: fc.nat(1_000_000),
    costNanoUsd: fc.nat(1_000_000),
    isKnown: fc.boolean(),
  });

  it('leaves a ledger that comes out right with the next start: as the provider says, else at the reservation', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aRequest, { maxLength: 20 }), async requests => {
        await using stores = openScratchStores();
        for (const seed of [people, speakers]) await seed(stores);
        const { ledger } = stores;
        const costOf = ({ costNanoUsd }: (typeof requests)[number]) => aSpent({ costNanoUsd, costText: null });
        for (const [index, request] of requests.entries()) {
          const id = `request-${index}`;
          const isPast = (step: (typeof steps)[number]) => steps.indexOf(request.reached) >= steps.indexOf(step);
          await ledger.reserve(aReservation({ id, reservedNanoUsd: request.reservedNanoUsd }), []);
          if (isPast('named')) await ledger.identify(id, String(index));
          if (isPast('cut')) await ledger.cut(id, String(index));
          if (isPast('settled')) await ledger.close(id, 'settled', costOf(request), noon);
        }

        const clock = fakeClock(noon + 542_000_000);
        const find = async (_: string, id: string) => {
          const request = requests[Number(id)];
          return request?.isKnown === true ? costOf(request) : undefined;
        };
        const workers = fakeWorkers();
        await settleOpen(
          { ledger, clock, entropy: fakeEntropy(), workers, generations: { find }, log: fakeLog() },
          keyFor,
        );

        const isAsked = ({ reached, isKnown }: (typeof requests)[number]) =>
          reached === 'settled' || (reached !== 'reserved' && isKnown);
        const expected = requests.map(each => (isAsked(each) ? each.costNanoUsd : each.reservedNanoUsd));
        const sum = expected.reduce((all, cost) => all + cost, 0);
        expect((await ledger.total({})).costNanoUsd).toBe(sum);
        const cap = { ...aCapOfToday(0) };
        expect(await ledger.standings([cap])).toEqual([{ ...cap, settledNanoUsd: sum, reservedNanoUsd: 0 }]);
        expect(await ledger.unsettled()).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
