import { describe, expect, it } from 'vitest';
import { press, type Stand } from '../../../src/commands/_view/dashboard/choice.js';
import { fitted, rightly } from '../../../src/commands/_view/fit.js';
import { inShort } from '../../../src/commands/_view/dashboard/moments.js';
import { planFor } from '../../../src/commands/_view/dashboard/plan.js';
import { axis, sparkline } from '../../../src/commands/_view/dashboard/sparkline.js';
import { shortCount } from '../../../src/commands/_view/numbers.js';
import { noon } from '../../support/builders.js';

const groupings = ['personality', 'model', 'type'] as const;
const start: Stand = { choice: { period: 'month', by: 'personality' }, isPaused: false, showsHelp: false };
const typed = (...strokes: readonly string[]) =>
  strokes.reduce<Stand | undefined>((stand, stroke) => stand && press(stand, stroke, groupings), start);

describe('a key', () => {
  it.each([
    ['d', 'day'],
    ['w', 'week'],
    ['a', 'all'],
    ['left', 'week'],
    ['right', 'all'],
  ])('%s chooses the period', (stroke, period) => {
    expect(typed(stroke)?.choice).toEqual({ period, by: 'personality' });
  });

  it('goes round at either end', () => {
    expect(typed('right', 'right')?.choice.period).toBe('day');
    expect(typed('shift-tab')?.choice.by).toBe('type');
    expect(typed('g', 'tab', 'g')?.choice.by).toBe('personality');
  });

  it('that chooses what is chosen already changes nothing', () => {
    expect(typed('m')).toBe(start);
  });

  it.each(['p', ' '])('“%s” pauses, and goes on', stroke => {
    expect(typed(stroke)?.isPaused).toBe(true);
    expect(typed(stroke, stroke)).toEqual(start);
  });

  it('opens help, and Esc closes it before it leaves', () => {
    expect(typed('?')?.showsHelp).toBe(true);
    expect(typed('?', 'escape')).toEqual(start);
    expect(typed('?', 'escape', 'escape')).toBeUndefined();
  });

  it('q leaves, whatever comes after', () => {
    expect(typed('d', 'q', 'w')).toBeUndefined();
  });

  it.each(['x', 'constructor', '__proto__', ''])('“%s” does nothing', stroke => {
    expect(typed(stroke)).toBe(start);
  });
});

describe('a skyline', () => {
  it('is as high as its values', () => {
    expect(sparkline([1, 2, 3, 4, 5, 6, 7, 8], { height: 1, each: 1 })).toEqual(['▁▂▃▄▅▆▇█']);
    expect(sparkline([0, 8, 16, undefined], { height: 2, each: 1 })).toEqual(['  █ ', '·██ ']);
  });

  it('shows the least there is', () => {
    expect(sparkline([1, 1_000_000], { height: 1, each: 1 })).toEqual(['▁█']);
  });

  it('is flat where nothing was spent', () => {
    expect(sparkline([0, 0, undefined], { height: 2, each: 2 })).toEqual(['      ', '· ·   ']);
  });

  it('has its labels where they belong, and none over another', () => {
    expect(axis(['1', '2', '3'], 3)).toBe('1  2  3');
    expect(axis(['10', '11', '12', '13'], 2)).toBe('10  12');
    expect(axis(['', '', 'Wed'], 4)).toBe('        Wed');
  });
});

describe('the division of a screen', () => {
  it('never gives away more lines than there are', () => {
    for (let rows = 3; rows < 100; rows++) {
      for (const has of [
        { spendings: 6, groups: 50, calls: 50 },
        { spendings: 2, groups: 0, calls: 0 },
        { spendings: 3, groups: 2, calls: 50 },
      ]) {
        const { spendings, totals, chart, ranking, calls, isRoomy } = planFor(rows, has);
        const gap = isRoomy ? 1 : 0;
        const part = (lines: number, around: number) => (lines === 0 ? 0 : lines + around + gap);
        const used = 2 + gap + spendings + totals + part(chart, 2) + part(ranking, 1) + part(calls, 1);
        expect(used, `${rows} rows`).toBeLessThanOrEqual(rows);
      }
    }
  });
});

describe('a text of a certain width', () => {
  it('is filled up or cut', () => {
    expect(fitted('owl', 5)).toBe('owl  ');
    expect(fitted('night owl', 5)).toBe('nigh…');
    expect(fitted('日本語', 5)).toBe('日本…');
    expect(fitted('日本語', 4)).toBe('日 …');
    expect(fitted('owl', 0)).toBe('');
    expect(rightly('$1.00', 7)).toBe('  $1.00');
    expect(rightly('$1234.00', 7)).toBe('$1234.00');
  });
});

it.each([
  [0, '0'],
  [999, '999'],
  [1000, '1.0k'],
  [12_345, '12.3k'],
  [99_950, '100k'],
  [999_499, '999k'],
  [999_500, '1.0M'],
  [1_234_567, '1.2M'],
  [1e15, '1000T'],
])('%d is %s in few characters', (count, shown) => {
  expect(shortCount(count)).toBe(shown);
});

it('tells moments as they are where somebody is', () => {
  expect(inShort(noon, 'time', 'Asia/Kathmandu')).toBe('17:45');
  expect(inShort(noon, 'full', 'Pacific/Kiritimati')).toBe('21 Nov 2026');
  expect(inShort(noon, 'weekday', 'UTC')).toBe('Fri');
  expect(inShort(noon, 'hour', 'UTC')).toBe('12');
});
