import { describe, expect, it } from 'vitest';
import { shared, softly, timed } from '../../src/domain/around.js';
import { fakeClock } from '../fakes/clock.js';
import { fakeLog } from '../fakes/log.js';

describe('what may fail', () => {
  it('gives what it makes', async () => {
    expect(await softly(fakeLog(), 'Tidying', async () => 3)).toBe(3);
  });

  it('becomes undefined when it fails, and is in the log', async () => {
    const log = fakeLog();
    const work = () => Promise.reject(new Error('The broom is broken.'));
    expect(await softly(log, 'Tidying', work)).toBeUndefined();
    expect(log.lines).toMatchObject([{ level: 'warn', message: 'Tidying failed, and the rest went on', facts: { error: { message: 'The broom is broken.' } } }]); // prettier-ignore
  });

  it('may fail at once', async () => {
    const work = () => {
      throw new Error('At once.');
    };
    expect(await softly(fakeLog(), 'Tidying', work)).toBeUndefined();
  });

  it('writes nothing into the log when it does not fail', async () => {
    const log = fakeLog();
    await softly(log, 'Tidying', async () => {});
    expect(log.lines).toEqual([]);
  });
});

describe('what is timed', () => {
  it('is known by how long it took', async () => {
    const [clock, timings] = [fakeClock(), {}];
    expect(await timed(clock, timings, 'sleep', () => clock.advance(1.5).then(() => 'awake'))).toBe('awake');
    expect(timings).toEqual({ sleep: 1500 });
  });

  it('is known by how long it took until it failed', async () => {
    const [clock, timings] = [fakeClock(), {}];
    const work = () => clock.advance(2).then(() => Promise.reject(new Error('Tired.')));
    await expect(timed(clock, timings, 'run', work)).rejects.toThrow('Tired.');
    expect(timings).toEqual({ run: 2000 });
  });

  it('took as long as it did, although somebody set the clock', async () => {
    const [clock, timings] = [fakeClock(), {}];
    await timed(clock, timings, 'sleep', async () => clock.jump(-3_600_000));
    expect(timings).toEqual({ sleep: 0 });
  });
});

describe('what is shared', () => {
  it('is done once for all who want it at the same time, and anew afterwards', async () => {
    const once = shared<number>();
    const begun: number[] = [];
    const work = async () => begun.push(begun.length);
    expect(await Promise.all([once(work), once(work), once(work)])).toEqual([1, 1, 1]);
    expect(await once(work)).toBe(2);
  });

  it('fails for all who wanted it, and for nobody afterwards', async () => {
    const once = shared<string>();
    const broken = async () => Promise.reject(new Error('The broom is broken.'));
    const all = await Promise.allSettled([once(broken), once(async () => 'swept')]);
    expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await once(async () => 'swept')).toBe('swept');
  });
});
