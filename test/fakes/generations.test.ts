import { TzurotError } from '../../src/domain/errors.js';
import { generationsContract } from '../contracts/generations.js';
import { fakeGenerations } from './generations.js';

generationsContract({
  knowing: fakeGenerations,
  refusing: () => fakeGenerations({ 'gen-1': new TzurotError('denied', 'The key is not taken.') }),
  failing: () => fakeGenerations({ 'gen-1': new TzurotError('unavailable', 'Nobody answers.') }),
});
