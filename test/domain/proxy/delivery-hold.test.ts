import { describe, expect, it } from 'vitest';
import { deliveryHold } from '../../../src/domain/proxy/delivery-hold.js';
import { fakeClock } from '../../fakes/clock.js';
import { soFar } from './world.js';

const open = () => {
  const clock = fakeClock();
  return { clock, holds: deliveryHold((ms, signal) => clock.sleep(ms, signal)) };
};

describe('an answer that is held', () => {
  it('waits for as long as it was told, and not longer', async () => {
    const { clock, holds } = open();
    const held = holds.hold('original', 3_000);
    await clock.advance(2_999);
    expect(await soFar(held)).toBe('waits');
    await clock.advance(1);
    expect(await held).toBe('free');
    expect(holds.copyCame('original', 'copy')).toBe('answered');
  });

  it('is for the copy when that comes', async () => {
    const { holds } = open();
    const held = holds.hold('original', 3_000);
    expect(holds.copyCame('original', 'copy')).toBe('awaited');
    expect(await held).toBe('copied');
    holds.erased('original');
    expect(await holds.hold('original', 3_000)).toBe('copied');
  });

  it('is dropped when its message is gone', async () => {
    const { holds } = open();
    const held = holds.hold('original', 3_000);
    holds.erased('original');
    expect(await held).toBe('gone');
    expect(holds.copyCame('original', 'copy')).toBe('answer');
  });

  it('is dropped when the copy was there first', async () => {
    const { holds } = open();
    expect(holds.copyCame('original', 'copy')).toBe('answer');
    expect(await holds.hold('original', 3_000)).toBe('gone');
  });

  it('goes out when it is released', async () => {
    const { holds } = open();
    const held = holds.hold('original', 3_000);
    expect(holds.release('original')).toBe('free');
    expect(await held).toBe('free');
  });

  it('is not disturbed by what happens to others', async () => {
    const { holds } = open();
    const held = holds.hold('original', 3_000);
    holds.erased('other');
    holds.copyCame('another', 'copy');
    expect(await soFar(held)).toBe('waits');
    expect(holds.copyCame('original', 'its copy')).toBe('awaited');
  });

  it('shares what is decided with others for the same message, of which one left', async () => {
    const { holds } = open();
    const leaving = new AbortController();
    const [first, second] = [holds.hold('original', 3_000, leaving.signal), holds.hold('original', 3_000)];
    leaving.abort(new Error('left'));
    await expect(first).rejects.toThrow('left');
    expect(holds.copyCame('original', 'copy')).toBe('awaited');
    expect(await second).toBe('copied');
  });

  it('leaves the copy to be answered when everybody left', async () => {
    const { holds } = open();
    const leaving = new AbortController();
    const held = holds.hold('original', 3_000, leaving.signal);
    leaving.abort(new Error('left'));
    await expect(held).rejects.toThrow('left');
    expect(holds.copyCame('original', 'copy')).toBe('answer');
  });

  it('leaves no clock running', async () => {
    const running = new Set<object>();
    const clock = fakeClock();
    const holds = deliveryHold(async (ms, signal) => {
      const me = {};
      running.add(me);
      await clock.sleep(ms, signal).finally(() => running.delete(me));
    });
    const held = holds.hold('original', 3_000);
    expect(running.size).toBe(1);
    holds.erased('original');
    await held;
    await soFar(new Promise(() => {}));
    expect(running.size).toBe(0);
  });
});
