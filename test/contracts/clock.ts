import { describe, expect, it } from 'vitest';
import { isoOf } from '../../src/domain/time.js';
import type { Clock } from '../../src/ports/clock.js';

/** What every Clock promises. `pass` lets that much time pass, where it does not pass by itself. */
export function clockContract(open: () => { clock: Clock; pass: (ms: number) => Promise<void> }) {
  describe('keeps the Clock contract', () => {
    it('tells the time of day in whole microseconds', () => {
      const now = open().clock.now();
      expect(Number.isSafeInteger(now)).toBe(true);
      expect(isoOf(now)).toMatch(/^20\d\d-/);
    });

    it('measures time in whole microseconds that never go back', () => {
      const { clock } = open();
      const moments = Array.from({ length: 1000 }, () => clock.monotonic());
      expect(moments.every(Number.isSafeInteger)).toBe(true);
      expect(moments).toEqual(moments.toSorted((a, b) => a - b));
    });

    it('does not wake up early', async () => {
      const { clock, pass } = open();
      const started = clock.monotonic();
      const slept = clock.sleep(20);
      await pass(20);
      await slept;
      expect(clock.monotonic() - started).toBeGreaterThanOrEqual(20_000);
    });

    it('does not sleep when there is nothing to wait for', async () => {
      const { clock } = open();
      await expect(clock.sleep(0)).resolves.toBeUndefined();
      await expect(clock.sleep(-5)).resolves.toBeUndefined();
    });

    it('wakes up with the reason when the sleep is broken off', async () => {
      const { clock } = open();
      const stopping = new AbortController();
      const slept = clock.sleep(1e12, stopping.signal);
      const reason = new Error('enough');
      stopping.abort(reason);
      await expect(slept).rejects.toBe(reason);
    });

    it('does not fall asleep when it was broken off before', async () => {
      const { clock } = open();
      const reason = new Error('enough');
      await expect(clock.sleep(1e12, AbortSignal.abort(reason))).rejects.toBe(reason);
      await expect(clock.sleep(0, AbortSignal.abort(reason))).rejects.toBe(reason);
    });

    it('does not mind being broken off after the end', async () => {
      const { clock, pass } = open();
      const stopping = new AbortController();
      const slept = clock.sleep(1, stopping.signal);
      await pass(1);
      await slept;
      stopping.abort(new Error('too late'));
      await expect(slept).resolves.toBeUndefined();
    });
  });
}
