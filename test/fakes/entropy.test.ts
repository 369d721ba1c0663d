import { expect, it } from 'vitest';
import { entropyContract } from '../contracts/entropy.js';
import { fakeEntropy } from './entropy.js';

entropyContract(fakeEntropy);

it('repeats itself from run to run', () => {
  expect(fakeEntropy().bytes(8)).toEqual(fakeEntropy().bytes(8));
});

it('gives other bytes for another seed', () => {
  expect(fakeEntropy('ada').bytes(8)).not.toEqual(fakeEntropy('bob').bytes(8));
});
