import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Line } from '../../../src/domain/conversation/line.js';
import { estimateMessageTokens } from '../../../src/domain/conversation/tokens.js';
import { trimBatch, windowOf } from '../../../src/domain/conversation/window.js';
import { aLine } from '../../support/builders.js';

const lines = (count: number, text = 'word') =>
  Array.from({ length: count }, (_, index) => aLine({ id: `${index}`, text }));
const ids = (window: readonly Line[]) => window.map(({ id }) => Number(id));
const cost = (window: readonly Line[]) => window.reduce((sum, { text }) => sum + estimateMessageTokens(text), 0);

const plenty = 1_000_000;
const anyLines = fc
  .array(fc.nat({ max: 400 }), { maxLength: 80 })
  .map(lengths => lengths.map((length, index) => aLine({ id: `${index}`, text: 'x'.repeat(length) })));
const anyLimits = fc.record({
  messages: fc.integer({ min: 1, max: 60 }),
  tokens: fc.integer({ min: 0, max: 4000 }),
  dropped: fc.nat({ max: 200 }),
});
const runs = { seed: 1815, numRuns: 2000 };

describe('of any lines', () => {
  it('no more are seen than may be', () => {
    fc.assert(
      fc.property(anyLines, anyLimits, (all, limits) => {
        const window = windowOf(all, limits);
        expect(window.length).toBeLessThanOrEqual(limits.messages);
        expect(cost(window)).toBeLessThanOrEqual(limits.tokens);
      }),
      runs,
    );
  });

  it('the newest are seen, in their order', () => {
    fc.assert(
      fc.property(anyLines, anyLimits, (all, limits) => {
        const window = windowOf(all, limits);
        expect(window).toEqual(all.slice(all.length - window.length));
      }),
      runs,
    );
  });

  it('at least half of those are seen that could be', () => {
    fc.assert(
      fc.property(anyLines, anyLimits, (all, limits) => {
        const possible = all.map((_, from) => all.slice(from)).find(rest => rest.length <= limits.messages && cost(rest) <= limits.tokens); // prettier-ignore
        expect(windowOf(all, limits).length).toBeGreaterThanOrEqual((possible?.length ?? 0) / 2);
      }),
      runs,
    );
  });
});

it('sees everything while there is room', () => {
  expect(ids(windowOf(lines(50), { messages: 50, tokens: plenty }))).toHaveLength(50);
});

it('is empty where there is nothing to see', () => {
  expect(windowOf([], { messages: 50, tokens: plenty })).toEqual([]);
});

it('is empty where there is no room for the last line', () => {
  expect(windowOf(lines(3), { messages: 50, tokens: 1 })).toEqual([]);
});

it('sees the last lines where only few may be seen', () => {
  for (let count = 1; count < 40; count++) {
    expect(ids(windowOf(lines(count), { messages: 3, tokens: plenty }))).toEqual(ids(lines(count).slice(-3)));
  }
});

it('still sees something when one line too many is said', () => {
  const long = lines(8, 'x'.repeat(2000));
  const tokens = cost(long.slice(1));
  expect(windowOf(long, { messages: 50, tokens }).length).toBeGreaterThan(4);
});

describe('from turn to turn', () => {
  /** What is seen at each turn of a conversation in which two lines are said at a time. */
  function talk(turns: number, limits: { messages: number; tokens: number }, fetched = limits.messages + trimBatch) {
    const said = lines(2 * turns);
    return Array.from({ length: turns }, (_, turn) => {
      const all = said.slice(0, 2 * turn);
      const dropped = Math.max(0, all.length - fetched);
      return ids(windowOf(all.slice(dropped), { ...limits, dropped }));
    });
  }

  it('begins with the same line for as long as a batch lasts', () => {
    const firsts = talk(100, { messages: 50, tokens: plenty }).map(([first]) => first);
    const moves = firsts.filter(
      (first, turn) => turn > 0 && first !== firsts[turn - 1] && firsts[turn - 1] !== undefined,
    );
    expect(moves).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150]);
  });

  it('begins with the same line however many lines were read', () => {
    const limits = { messages: 50, tokens: plenty };
    expect(talk(100, limits, 60)).toEqual(talk(100, limits, 1000));
  });

  it('begins with the same line for a while where the tokens are what is scarce', () => {
    const tokens = cost(lines(50));
    const firsts = talk(100, { messages: 500, tokens }, 1000).map(([first]) => first);
    expect(new Set(firsts).size).toBeLessThan(25);
  });

  it('sees at most as many lines as may be seen, and never much fewer', () => {
    const sizes = talk(100, { messages: 50, tokens: plenty })
      .slice(26)
      .map(window => window.length);
    expect(Math.max(...sizes)).toBe(50);
    expect(Math.min(...sizes)).toBeGreaterThan(40);
  });
});
