import { describe, expect, it } from 'vitest';
import { billed, totals } from '../../../src/domain/usage/actions.js';
import { nothingSpent } from '../../../src/domain/usage/usage.js';
import type { Failure } from '../../../src/domain/calling/failure.js';
import { TzurotError } from '../../../src/domain/errors.js';
import { anLlmFailure, aReservation, aSpent, noon } from '../../support/builders.js';
import { aCapOfToday, anErrand, aPurse } from './purse.js';

const { mayHaveCost: _, ...errand } = anErrand();

describe('what could cost money', () => {
  it('is known to the ledger before it begins, with what it may cost at most', async () => {
    const ports = await aPurse();
    const seen: unknown[] = [];
    await billed(ports, anErrand(), [], async () => {
      seen.push(...(await ports.ledger.rows({})));
      return { spent: aSpent() };
    });
    expect(seen).toEqual([
      { ...errand, id: expect.any(String), openedAt: noon, holder: 'worker', state: 'open', spent: null, generationId: null, closedAt: null }, // prettier-ignore
    ]);
  });

  it('is settled at what it cost', async () => {
    const ports = await aPurse();
    await billed(ports, anErrand(), [], async () => {
      await ports.clock.advance(2000);
      return { spent: aSpent() };
    });
    expect(await ports.ledger.rows({})).toMatchObject([
      { state: 'settled', spent: aSpent(), closedAt: noon + 2_000_000 },
    ]);
  });

  it('gives back what it made', async () => {
    const made = { spent: aSpent(), text: 'Always.' };
    expect(await billed(await aPurse(), anErrand(), [], async () => made)).toBe(made);
  });

  it('is known by its name at the provider as soon as that is told', async () => {
    const ports = await aPurse();
    const seen: unknown[] = [];
    await billed(ports, anErrand(), [], async note => {
      note.generation('gen-1');
      seen.push(...(await ports.ledger.rows({})));
      return { spent: aSpent() };
    });
    expect(seen).toMatchObject([{ state: 'open', generationId: 'gen-1' }]);
    expect(await ports.ledger.rows({})).toMatchObject([{ state: 'settled', generationId: 'gen-1' }]);
  });

  it('does not begin when the ledger cannot be written', async () => {
    const ports = await aPurse();
    let isBegun = false;
    const work = async () => {
      isBegun = true;
      return { spent: aSpent() };
    };
    await expect(billed(ports, anErrand({ userId: 'nobody' }), [], work)).rejects.toThrow();
    expect(isBegun).toBe(false);
  });

  it('has a row of its own each time', async () => {
    const ports = await aPurse();
    await billed(ports, anErrand(), [], async () => ({ spent: aSpent() }));
    await billed(ports, anErrand(), [], async () => ({ spent: aSpent() }));
    expect(new Set((await ports.ledger.rows({})).map(({ id }) => id)).size).toBe(2);
  });
});

describe('what fails', () => {
  /** The one row that is left when this is thrown after these names were told. */
  const left = async (thrown: unknown, ...names: readonly string[]) => {
    const ports = await aPurse();
    const work = billed(ports, anErrand(), [], async note => {
      for (const name of names) note.generation(name);
      throw thrown;
    });
    await expect(work).rejects.toBe(thrown);
    return (await ports.ledger.rows({}))[0];
  };

  const refused = ['authentication', 'out-of-credit', 'rate-limit', 'moderation', 'model-missing', 'bad-request', 'overloaded'] as const satisfies readonly Failure[]; // prettier-ignore
  it.each(refused)('cost nothing when the provider did not do it: %s', async failure => {
    expect(await left(anLlmFailure(failure))).toMatchObject({ state: 'failed', spent: nothingSpent });
  });

  it.each(['timeout', 'network', 'overloaded'] as const)('is asked for later when it broke off: %s', async failure => {
    expect(await left(anLlmFailure(failure), 'gen-1')).toMatchObject({ state: 'cut', generationId: 'gen-1', spent: null }); // prettier-ignore
  });

  it.each(refused)('may have cost something after all when it had begun: %s', async failure => {
    const thrown = new TzurotError('unavailable', 'It stopped.', { facts: { failure, begun: true } });
    expect(await left(thrown, 'gen-1')).toMatchObject({ state: 'cut', generationId: 'gen-1', spent: null });
    expect(await left(thrown)).toMatchObject({ state: 'abandoned', spent: { costNanoUsd: 300, estimated: true } });
  });

  it('is asked for later when a person stopped it', async () => {
    expect(await left(new Error('Stopped.'), 'gen-1', 'gen-1')).toMatchObject({ state: 'cut', generationId: 'gen-1' });
  });

  it.each(['timeout', 'network'] as const)('may have cost what was sent when nobody can tell: %s', async failure => {
    expect(await left(anLlmFailure(failure))).toMatchObject({
      state: 'abandoned',
      spent: { ...nothingSpent, tokensIn: 100, costNanoUsd: 300, estimated: true },
    });
  });

  it('cost nothing when it was never sent', async () => {
    const thrown = new TzurotError('unavailable', 'Nobody is there.', { facts: { failure: 'network', sent: false } });
    expect(await left(thrown)).toMatchObject({ state: 'failed', spent: nothingSpent });
  });

  it('cost nothing where nobody pays', async () => {
    const ports = await aPurse();
    const work = billed(ports, anErrand({ payer: 'none' }), [], async note => {
      note.generation('gen-1');
      throw new Error('Stopped.');
    });
    await expect(work).rejects.toThrow('Stopped.');
    expect(await ports.ledger.rows({})).toMatchObject([{ state: 'failed', spent: nothingSpent }]);
  });

  it('throws what it threw even if the ledger cannot be written any more', async () => {
    const ports = await aPurse();
    const reason = new Error('The line is dead.');
    const broken = { ...ports.ledger, close: () => Promise.reject(new Error('The disk is full.')) };
    await expect(billed({ ...ports, ledger: broken }, anErrand(), [], () => Promise.reject(reason))).rejects.toBe(
      reason,
    );
  });
});

describe('a budget', () => {
  it('lets nothing begin that may cost more than is left', async () => {
    const ports = await aPurse();
    let begun = 0;
    const ask = () =>
      billed(ports, anErrand({ reservedNanoUsd: 400 }), [aCapOfToday(1000)], async () => {
        begun++;
        await ports.clock.sleep(1);
        return { spent: aSpent({ costNanoUsd: 400, costText: null }) };
      });
    const asked = Promise.allSettled(Array.from({ length: 1000 }, ask));
    await ports.clock.advance(10);
    const outcomes = await asked;
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect(begun).toBe(2);
    expect((await ports.ledger.total({})).costNanoUsd).toBe(800);
  });

  it('has room again for what turned out cheaper than it might have', async () => {
    const ports = await aPurse();
    const ask = () =>
      billed(ports, anErrand(), [aCapOfToday(1000)], async () => ({
        spent: aSpent({ costNanoUsd: 1, costText: null }),
      }));
    await ask();
    await expect(ask()).rejects.toMatchObject({ code: 'denied' });
    await expect(
      billed(ports, anErrand({ reservedNanoUsd: 999 }), [aCapOfToday(1000)], async () => ({ spent: nothingSpent })),
    ).resolves.toBeDefined();
  });

  it('that refuses is named, with what is left and when it begins anew where the person is', async () => {
    const ports = await aPurse();
    await ports.users.setTimezone('ada', 'Asia/Tokyo');
    await ports.ledger.reserve(aReservation({ reservedNanoUsd: 540_000_000 }), []);
    const dear = anErrand({ reservedNanoUsd: 80_000_000 });
    const asked = billed(ports, dear, [aCapOfToday(600_000_000)], async () => ({ spent: aSpent() }));
    await expect(asked).rejects.toMatchObject({
      code: 'denied',
      message: expect.stringMatching(
        /^Your budget for today is \$0\.60, and \$0\.060 of it is left: less than the \$0\.080 that this may cost\. It begins anew on Saturday,? 21 November 2026 at 09:00\.$/,
      ),
      try: 'usage budget list',
      facts: { limit: 'budget', scope: 'user', period: 'day', resetsAt: '2026-11-21T00:00:00.000Z' },
    });
  });

  it('that is used up says so', async () => {
    const ports = await aPurse();
    await ports.ledger.reserve(aReservation({ reservedNanoUsd: 5_000_000_000 }), []);
    const asked = billed(ports, anErrand(), [aCapOfToday(5_000_000_000)], async () => ({ spent: aSpent() }));
    await expect(asked).rejects.toThrow('Your budget for today, $5.00, is used up. It begins anew on');
  });
});

describe('the totals', () => {
  it('are of everything', async () => {
    const ports = await aPurse();
    for (const costNanoUsd of [3, 30])
      await billed(ports, anErrand(), [], async () => ({ spent: aSpent({ costNanoUsd, costText: null }) }));
    expect(await totals(ports, {})).toMatchObject({ requests: 2, tokensIn: 240, tokensOut: 60, costNanoUsd: 33 });
  });

  it('are of one person where one is named', async () => {
    const ports = await aPurse();
    await ports.ledger.reserve(aReservation(), []);
    expect((await totals(ports, { userId: 'bob' })).requests).toBe(0);
  });
});
