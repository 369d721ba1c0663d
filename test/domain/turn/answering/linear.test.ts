import { describe, expect, it } from 'vitest';
import { cleaned, presentable } from '../../../../src/domain/turn/answering/cleaned.js';
import { joined, split } from '../../../../src/domain/turn/answering/split.js';
import { hostile, hostilePieces, inCompany } from '../../../support/hostile-answers.js';

const about = inCompany();
const million = 1_000_000;

const parts = {
  cleaning: (text: string) => cleaned(text, about),
  'what is shown of an unfinished one': (text: string) => presentable(text, about),
  splitting: (text: string) => joined(split(text)),
} as const;

const once = (length: number) => hostile('The lantern is in the harbour. ', length);

/** The fastest of several runs: what else the machine does makes one slower, never faster. */
function fastest(work: (text: string) => unknown, text: string): number {
  const times = Array.from({ length: 2 }, () => {
    const started = performance.now();
    work(text);
    return performance.now() - started;
  });
  return Math.min(...times);
}

/** So short that a clock says little about it. In milliseconds. */
const noise = 25;

const isLinear = (work: (text: string) => unknown, one: string, two: string): boolean => {
  work(one);
  return [1, 2, 3, 4].some(() => fastest(work, two) < 3 * Math.max(noise, fastest(work, one)));
};

describe.each(Object.entries(parts))('two megabytes take less than three times as long as one: %s', (_, work) => {
  it.each(hostilePieces)('%s', (_piece, piece) => {
    expect(isLinear(work, hostile(piece, million), hostile(piece, 2 * million))).toBe(true);
  });

  it('a text given twice', () => {
    const [half, whole] = [once(million / 2), once(million)];
    expect(isLinear(work, `${half}\n${half}`, `${whole}\n${whole}`)).toBe(true);
  });
});
