import { expect, it } from 'vitest';
import { queryFor } from '../../../src/domain/memory/query.js';

const earlier = ['Where is the lantern?', 'In the harbour?', 'And the boat?', 'Who rows it?'];

it('takes what was said last along with a message of few words', () => {
  expect(queryFor('and why?', earlier, 3)).toBe('In the harbour?\nAnd the boat?\nWho rows it?\nand why?');
  expect(queryFor('  why  ', earlier, 1)).toBe('Who rows it?\n  why  ');
});

it('takes a message of four words by itself', () => {
  expect(queryFor('where are my bees', earlier, 3)).toBe('where are my bees');
});

it('takes nothing along where that is not wanted, or where nothing was said', () => {
  expect(queryFor('why?', earlier, 0)).toBe('why?');
  expect(queryFor('why?', [], 3)).toBe('why?');
});

it('takes all of what is said now along, and little of what was said before', () => {
  expect(queryFor('y', ['x'.repeat(5000)], 3)).toBe(`${'x'.repeat(240)}\ny`);
});
