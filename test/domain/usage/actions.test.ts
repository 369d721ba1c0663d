import { describe, expect, it } from 'vitest';
import { abandonOld, billed, totals } from '../../../src/domain/usage/actions.js';
import { nothingSpent } from '../../../src/domain/usage/usage.js';
import { people, speakers } from '../../contracts/stores.js';
import { fakeClock } from '../../fakes/clock.js';
import { fakeEntropy } from '../../fakes/entropy.js';
import { fakeStores } from '../../fakes/stores.js';
import { aReservation, aSpent, noon } from '../../support/builders.js';

const errand = {
  userId: 'ada',
  personalityId: 'lilith',
  provider: 'openrouter',
  model: 'some/model',
  payer: 'system',
} as const;

async function open() {
  const stores = fakeStores();
  for (const seed of [people, speakers]) await seed(stores);
  return { ledger: stores.ledger, clock: fakeClock(noon), entropy: fakeEntropy() };
}

describe('what could cost money', () => {
  it('is known to the ledger before it begins', async () => {
    const ports = await open();
    const seen: unknown[] = [];
    await billed(ports, errand, async () => {
      seen.push(...(await ports.ledger.rows({})));
      return { spent: aSpent() };
    });
    expect(seen).toMatchObject([{ ...errand, state: 'open', openedAt: noon, spent: null }]);
  });

  it('is settled at what it cost', async () => {
    const ports = await open();
    await billed(ports, errand, async () => {
      await ports.clock.advance(2000);
      return { spent: aSpent() };
    });
    expect(await ports.ledger.rows({})).toMatchObject([
      { state: 'settled', spent: aSpent(), closedAt: noon + 2_000_000 },
    ]);
  });

  it('gives back what it made', async () => {
    const made = { spent: aSpent(), text: 'Always.' };
    expect(await billed(await open(), errand, async () => made)).toBe(made);
  });

  it('is closed as failed when it fails, and throws what it threw', async () => {
    const ports = await open();
    const reason = new Error('The line is dead.');
    await expect(billed(ports, errand, () => Promise.reject(reason))).rejects.toBe(reason);
    expect(await ports.ledger.rows({})).toMatchObject([
      { state: 'failed', spent: { ...nothingSpent, estimated: true } },
    ]);
  });

  it('does not begin when the ledger cannot be written', async () => {
    const ports = await open();
    let isBegun = false;
    const work = async () => {
      isBegun = true;
      return { spent: aSpent() };
    };
    await expect(billed(ports, { ...errand, userId: 'nobody' }, work)).rejects.toThrow();
    expect(isBegun).toBe(false);
  });

  it('has a row of its own each time', async () => {
    const ports = await open();
    await billed(ports, errand, async () => ({ spent: aSpent() }));
    await billed(ports, errand, async () => ({ spent: aSpent() }));
    expect(new Set((await ports.ledger.rows({})).map(({ id }) => id)).size).toBe(2);
  });
});

describe('what a crash left open', () => {
  it('is closed once nothing of it can be under way', async () => {
    const ports = await open();
    await ports.ledger.open(aReservation());
    await ports.clock.advance(479_999);
    expect(await abandonOld(ports)).toBe(0);
    await ports.clock.advance(2);
    expect(await abandonOld(ports)).toBe(1);
  });
});

describe('the totals', () => {
  it('are of everything', async () => {
    const ports = await open();
    await billed(ports, errand, async () => ({ spent: aSpent({ tokensIn: 1, tokensOut: 2, costNanoUsd: 3 }) }));
    await billed(ports, errand, async () => ({ spent: aSpent({ tokensIn: 10, tokensOut: 20, costNanoUsd: 30 }) }));
    expect(await totals(ports, {})).toEqual({ requests: 2, tokensIn: 11, tokensOut: 22, costNanoUsd: 33 });
  });

  it('count a request that is still open, at nothing', async () => {
    const ports = await open();
    await ports.ledger.open(aReservation());
    expect(await totals(ports, {})).toEqual({ requests: 1, tokensIn: 0, tokensOut: 0, costNanoUsd: 0 });
  });

  it('are of one person where one is named', async () => {
    const ports = await open();
    await ports.ledger.open(aReservation());
    expect((await totals(ports, { userId: 'bob' })).requests).toBe(0);
  });

  it('are nothing before anything was asked', async () => {
    expect(await totals(await open(), {})).toEqual({ requests: 0, tokensIn: 0, tokensOut: 0, costNanoUsd: 0 });
  });
});
