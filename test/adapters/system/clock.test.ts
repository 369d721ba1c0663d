import { expect, it } from 'vitest';
import { systemClock } from '../../../src/adapters/system/clock.js';
import { clockContract } from '../../contracts/clock.js';

clockContract(() => ({ clock: systemClock(), pass: () => Promise.resolve() }));

it('is never ahead of the machine', () => {
  const told = systemClock().now();
  expect(told).toBeLessThanOrEqual(Date.now() * 1000);
});

it('sleeps longer than a single timer can', async () => {
  const stopping = new AbortController();
  const slept = systemClock().sleep(2 ** 31 + 1, stopping.signal);
  await systemClock().sleep(5);
  const reason = new Error('it was still asleep');
  stopping.abort(reason);
  await expect(slept).rejects.toBe(reason);
});
