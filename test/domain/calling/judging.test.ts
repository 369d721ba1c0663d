import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../src/ports/llm.js';
import type { CallOptions } from '../../../src/domain/calling/actions.js';
import type { Verdict } from '../../../src/domain/calling/verdict.js';
import { fakeLlm, silence } from '../../fakes/llm.js';
import { aDraft, anLlmFailure, aReservation, aSpent, noon } from '../../support/builders.js';
import { aWorld } from '../turn/world.js';
import { asked, outcomeOf, statesIn } from './asking.js';

/** Whoever finds answers bad by the number they begin with, from 0 to 9. Nothing is good that is above 5. */
const judge = ({ text }: Draft): Verdict => {
  const likeness = Number(text.charAt(0)) / 10;
  return likeness > 0.5 ? { again: 'too-alike', likeness } : 'good';
};

const judged = (retries: number): CallOptions => ({ judge, retries });

describe('an answer that repeats another', () => {
  it('is asked for again, otherwise, and both are paid', async () => {
    const cost = (costNanoUsd: number) => aSpent({ costNanoUsd, costText: null });
    const world = await aWorld({ llm: fakeLlm({ text: '9', spent: cost(3) }, { text: '1', spent: cost(30) }) });
    const { draft, attempts } = await asked(world, {}, judged(1));
    expect(draft.text).toBe('1');
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['too-alike', 'answered']);
    expect(world.llm.requests.map(({ params }) => params)).toEqual([
      { max_tokens: 100 },
      { max_tokens: 100, temperature: 1.2, frequency_penalty: 0.3, seed: expect.any(Number) },
    ]);
    expect(await statesIn(world)).toEqual(['settled', 'settled']);
  });

  it('is asked for no more often than somebody wants', async () => {
    for (const [retries, texts] of [
      [0, 1],
      [1, 2],
      [3, 4],
    ] as const) {
      const world = await aWorld({ llm: fakeLlm('9') });
      await asked(world, {}, judged(retries));
      expect(world.llm.requests).toHaveLength(texts);
    }
  });

  it('has another seed each time', async () => {
    const world = await aWorld({ llm: fakeLlm('9') });
    await asked(world, {}, judged(3));
    expect(new Set(world.llm.requests.map(({ params }) => params.seed)).size).toBe(4);
  });

  it('is kept where it repeats the least', async () => {
    const world = await aWorld({ llm: fakeLlm('8', '6', '9', '7') });
    const { draft, attempts } = await asked(world, {}, judged(3));
    expect(draft.text).toBe('6');
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['too-alike', 'answered', 'too-alike', 'too-alike']);
  });

  it.each(['overloaded', 'moderation'] as const)('is kept where no other comes: %s', async failure => {
    const world = await aWorld({ llm: fakeLlm('9', anLlmFailure(failure)) });
    const { draft, attempts } = await asked(world, {}, judged(3));
    expect(draft.text).toBe('9');
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['answered', failure]);
  });

  it('is kept where another does not fit the budget', async () => {
    const llm = fakeLlm(async () => {
      await world.ledger.reserve(aReservation({ id: 'another', reservedNanoUsd: 999_000_000 }), []);
      return aDraft({ text: '9' });
    });
    const world = await aWorld({ llm });
    await world.budgets.put({ scope: 'user', subject: 'ada', period: 'day', limitNanoUsd: 1_000_000_000 }, noon);
    expect(await asked(world, {}, judged(3))).toMatchObject({ draft: { text: '9' }, attempts: { length: 1 } });
  });

  it('is not judged once somebody has seen it', async () => {
    const watch = () => ({ add: () => {}, hasShown: () => true });
    const world = await aWorld({ llm: fakeLlm('9') });
    await asked(world, {}, { ...judged(3), watch });
    expect(world.llm.requests).toHaveLength(1);
  });

  it('is shown to nobody while another one is asked for', async () => {
    const seen: string[] = [];
    const watch = () => ({ add: (piece: string) => void seen.push(piece), hasShown: () => false });
    const world = await aWorld({ llm: fakeLlm('9', '1') });
    await asked(world, {}, { ...judged(3), watch });
    expect(seen).toEqual(['9']);
  });

  it('is not kept against the will of somebody who stops', async () => {
    const world = await aWorld({ llm: fakeLlm('9', silence) });
    const stopping = new AbortController();
    const outcome = outcomeOf(world, {}, { ...judged(1), signal: stopping.signal }, 100);
    await world.clock.advance(1);
    stopping.abort(new Error('Ada changed her mind.'));
    expect(await outcome).toBe(stopping.signal.reason);
  });
});

describe('an answer of which nothing is left', () => {
  it('is an empty one', async () => {
    const empty = (): Verdict => 'empty';
    const world = await aWorld({ llm: fakeLlm('<think>Hm.</think>') });
    expect(await outcomeOf(world, {}, { judge: empty })).toMatchObject({
      facts: { failure: 'empty', attempts: [{ outcome: 'empty' }, { outcome: 'empty' }, { outcome: 'empty' }] },
    });
  });
});
