import { expect, it } from 'vitest';
import { chanceFrom } from '../../../src/domain/lore/chance.js';

const chance = chanceFrom('a talk');

it('chance can be repeated', () => {
  expect(chanceFrom('a talk')('the tower at 7')).toBe(chance('the tower at 7'));
});

it('chance is another for other words, and for another seed', () => {
  expect(chance('the tower at 7')).not.toBe(chance('the tower at 8'));
  expect(chanceFrom('another')('the tower at 7')).not.toBe(chance('the tower at 7'));
  expect(chanceFrom('ab')('c')).not.toBe(chanceFrom('a')('bc'));
});

it('chance is fair: as much of it in each tenth', () => {
  const tenths = Array.from({ length: 10 }, () => 0);
  for (let line = 0; line < 10_000; line++) {
    const tenth = Math.floor(chance(`the tower at ${line}`) * 10);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  expect(tenths).toHaveLength(10);
  for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(150);
});
