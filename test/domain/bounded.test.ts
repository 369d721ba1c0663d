import { expect, it } from 'vitest';
import { bounded } from '../../src/domain/bounded.js';

it('forgets what was put in longest ago, and only when there is too much', () => {
  const held = bounded<string, number>(2);
  for (const [key, value] of [
    ['ada', 1],
    ['bob', 2],
    ['ada', 3],
  ] as const)
    held.set(key, value);
  expect([held.get('ada'), held.get('bob')]).toEqual([3, 2]);
  held.set('mallory', 4);
  expect([...held.values()]).toEqual([3, 4]);
  expect(held.has('bob')).toBe(false);
});
