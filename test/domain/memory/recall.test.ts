import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Memory } from '../../../src/domain/memory/memory.js';
import { partNames, rank, weights, type Found } from '../../../src/domain/memory/recall.js';
import { termsOf } from '../../../src/domain/memory/terms.js';
import { microsPerDay } from '../../../src/domain/time.js';
import { aMemory, after, noon } from '../../support/builders.js';

const found = (memories: readonly Memory[], scopeSize = memories.length): Found => ({
  candidates: memories.map(memory => ({ memory, terms: termsOf(memory.text) })),
  scopeSize,
});

const ranked = (query: string, memories: readonly Memory[], scopeSize?: number) =>
  rank(termsOf(query), found(memories, scopeSize), noon);
const order = (query: string, memories: readonly Memory[]) => ranked(query, memories).map(({ memory }) => memory.id);
const told = (id: string, text: string, fields: Partial<Memory> = {}) => aMemory({ id, text, ...fields });

const words = ['lantern', 'harbour', 'raven', 'tower', 'bees', 'snow'] as const;
const anyText = fc.array(fc.constantFrom(...words, '?'), { maxLength: 8 }).map(chosen => chosen.join(' '));
const anyMemories = fc
  .array(
    fc.tuple(
      anyText,
      fc.integer({ min: -1000, max: 100 }),
      fc.constantFrom('person', 'personality', 'note'),
      fc.boolean(),
    ),
    {
      maxLength: 12,
    },
  )
  .map(all =>
    all.map(([text, days, role, answers], index) =>
      told(`m${index}`, text, {
        role,
        saidAt: noon + days * microsPerDay,
        replyTo: answers && index > 0 ? `m${index - 1}` : null,
      }),
    ),
  );
const anyQuery = fc.array(fc.constantFrom(...words, 'nothing'), { minLength: 1, maxLength: 5 });
const anyExtra = fc.nat({ max: 1000 });
const runs = { seed: 1815, numRuns: 1000 };

describe('of any memories', () => {
  it('the products are the score', () => {
    fc.assert(
      fc.property(anyMemories, anyQuery, anyExtra, (memories, query, extra) => {
        for (const { score, parts } of rank(query, found(memories, memories.length + extra), noon)) {
          expect(partNames.reduce((sum, name) => sum + parts[name].product, 0)).toBeCloseTo(score, 12);
        }
      }),
      runs,
    );
  });

  it('every part is between nothing and one, and so is the score', () => {
    fc.assert(
      fc.property(anyMemories, anyQuery, anyExtra, (memories, query, extra) => {
        for (const { score, parts } of rank(query, found(memories, memories.length + extra), noon)) {
          for (const value of [score, ...partNames.map(name => parts[name].value)]) {
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(1);
          }
        }
      }),
      runs,
    );
  });

  it('a part is what it was made of', () => {
    fc.assert(
      fc.property(anyMemories, anyQuery, (memories, query) => {
        for (const { parts } of rank(query, found(memories), noon)) {
          for (const { value, weight, product, inside } of partNames.map(name => parts[name])) {
            expect(Object.values(inside).reduce((sum, each) => sum + each.value * each.weight, 0)).toBeCloseTo(
              value,
              12,
            );
            expect(Object.values(inside).reduce((sum, each) => sum + each.weight, 0)).toBeCloseTo(1, 12);
            expect(product).toBe(value * weight);
          }
        }
      }),
      runs,
    );
  });

  it('the order does not depend on the order in which they were found', () => {
    const shuffled = anyMemories.chain(memories =>
      fc.tuple(fc.constant(memories), fc.shuffledSubarray(memories, { minLength: memories.length })),
    );
    fc.assert(
      fc.property(shuffled, anyQuery, ([memories, others], query) => {
        expect(rank(query, found(others), noon)).toEqual(rank(query, found(memories), noon));
      }),
      runs,
    );
  });

  it('the better comes first, and none is lost', () => {
    fc.assert(
      fc.property(anyMemories, anyQuery, (memories, query) => {
        const scores = rank(query, found(memories), noon).map(({ score }) => score);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
        expect(scores).toHaveLength(memories.length);
      }),
      runs,
    );
  });

  it('the query may say a word as often as it likes', () => {
    fc.assert(
      fc.property(anyMemories, anyQuery, (memories, query) => {
        expect(rank([...query, ...query], found(memories), noon)).toEqual(rank(query, found(memories), noon));
      }),
      runs,
    );
  });
});

it('weighs the parts so that they add up to one', () => {
  expect(Object.values(weights).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
});

it('ranks nothing by a query without terms', () => {
  expect(rank([], found([aMemory()]), noon)).toEqual([]);
});

describe('comes first', () => {
  it('what has more of the words', () => {
    expect(order('lantern raven', [told('one', 'lantern'), told('both', 'lantern raven')])).toEqual(['both', 'one']);
  });

  it('what has the rarer word', () => {
    const common = ['a', 'b', 'c', 'd'].map(id => told(id, 'lantern'));
    expect(order('lantern raven', [...common, told('rare', 'raven')])[0]).toBe('rare');
  });

  it('what has a word more often', () => {
    expect(order('lantern', [told('once', 'lantern, snow'), told('twice', 'lantern, lantern')])[0]).toBe('twice');
  });

  it('what was said in answer to a question with the word', () => {
    const question = told('question', 'Where is the lantern?', { role: 'person' });
    const answer = told('answer', 'By the harbour, with the raven.', { role: 'personality', replyTo: 'question' });
    const other = told('other', 'By the window, with the raven.', { role: 'personality' });
    const [first, second, third] = order('lantern raven', [other, answer, question]);
    expect([first, second, third].indexOf('answer')).toBeLessThan([first, second, third].indexOf('other'));
  });

  it('what was told rather than asked', () => {
    expect(order('lantern', [told('asked', 'The lantern?'), told('said', 'The lantern.')])[0]).toBe('said');
  });

  it('the fresher of two that are alike', () => {
    const old = told('old', 'lantern', { saidAt: noon - 60 * microsPerDay });
    expect(order('lantern', [old, told('new', 'lantern', { saidAt: noon })])).toEqual(['new', 'old']);
  });

  it('neither of two that say the same in another order, but the older', () => {
    const [later, earlier] = [told('a', 'bees snow raven lantern', { saidAt: after(2) }), told('b', 'lantern raven snow bees', { saidAt: after(1) })]; // prettier-ignore
    expect(order('snow lantern bees raven tower', [later, earlier])).toEqual(['b', 'a']);
  });

  it('the older of two that are equal', () => {
    const later = told('a', 'lantern', { saidAt: after(2) });
    const earlier = told('b', 'lantern', { saidAt: after(1) });
    expect(order('lantern', [later, earlier])).toEqual(['b', 'a']);
  });
});

it('counts what comes from the future as fresh, not as fresher', () => {
  const [one] = ranked('lantern', [told('one', 'lantern', { saidAt: noon })]);
  const [other] = ranked('lantern', [told('one', 'lantern', { saidAt: noon + 400 * microsPerDay })]);
  expect(other?.score).toBe(one?.score);
});

it('halves freshness within a month', () => {
  const [month] = ranked('lantern', [told('one', 'lantern', { saidAt: noon - 30 * microsPerDay })]);
  expect(month?.parts.recency.value).toBeCloseTo(0.5, 12);
});
