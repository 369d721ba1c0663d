import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseUsd } from '../../../src/domain/usage/money.js';
import { aReservation, aSpent, after } from '../../support/builders.js';
import { people, speakers } from '../../contracts/stores.js';
import { openScratchStores } from '../../adapters/sqlite/stores.js';

const attoPerNano = 1_000_000_000n;

/** An amount to the last digit that a provider gives, in billionths of a nano-dollar. */
const anAmount = fc.bigInt({ min: 0n, max: 10n ** 19n }).map(atto => (atto / 1000n) * 1000n);

/** The way a provider writes it. */
const written = (atto: bigint) => {
  const digits = String(atto).padStart(19, '0');
  return `${digits.slice(0, -18)}.${digits.slice(-18)}`;
};

async function aLedger() {
  const stores = openScratchStores();
  for (const seed of [people, speakers]) await seed(stores);
  return stores;
}

const models = ['a', 'b', 'c'] as const;

/** Lets each of these amounts be spent, by one model after the other. */
async function spend({ ledger }: Awaited<ReturnType<typeof aLedger>>, amounts: readonly bigint[]): Promise<void> {
  for (const [index, atto] of amounts.entries()) {
    const id = `request-${index}`;
    const costText = written(atto);
    await ledger.reserve(aReservation({ id, model: models[index % models.length] ?? 'a', type: 'embedding' }), []);
    await ledger.close(id, 'settled', aSpent({ costText, costNanoUsd: parseUsd(costText) ?? 0 }), after(1));
  }
}

const nanosOf = (atto: bigint) => Number((atto + attoPerNano / 2n) / attoPerNano);
const sumOf = (amounts: readonly bigint[]) => amounts.reduce((all, atto) => all + atto, 0n);

describe('the sum of the ledger', () => {
  it('is what the provider reported, for any amounts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anAmount, { maxLength: 40 }), async amounts => {
        await using stores = await aLedger();
        await spend(stores, amounts);
        expect((await stores.ledger.total({})).costNanoUsd).toBe(nanosOf(sumOf(amounts)));
        for (const { key, costNanoUsd } of (await stores.ledger.sums({}, 'model')).groups) {
          const own = amounts.filter((_, index) => models[index % models.length] === key);
          expect(costNanoUsd).toBe(nanosOf(sumOf(own)));
        }
      }),
      { numRuns: 30 },
    );
  });

  it('is what the provider reported, for ten thousand requests that cost next to nothing each', async () => {
    await using stores = await aLedger();
    const amounts = Array.from({ length: 10_000 }, (_, index) => 2_000_000n + BigInt(index) * 1000n); // From 2e-12 dollars.
    await spend(stores, amounts);
    const { requests, costNanoUsd } = await stores.ledger.total({});
    expect({ requests, costNanoUsd }).toEqual({ requests: 10_000, costNanoUsd: 70 });
    expect(nanosOf(sumOf(amounts))).toBe(70);
  });
});
