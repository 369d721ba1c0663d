import { describe, expect, it } from 'vitest';
import { shared, softly, timed, together, within } from '../../src/domain/around.js';
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

describe('what several want at the same time', () => {
  const aCake = () => {
    const baking = Promise.withResolvers<string>();
    const signals: AbortSignal[] = [];
    const bake = (signal: AbortSignal) => {
      signals.push(signal);
      signal.addEventListener('abort', () => baking.reject(signal.reason));
      return baking.promise;
    };
    return { bake, signals, done: () => baking.resolve('cake') };
  };

  it('is done once under each key, and anew afterwards', async () => {
    const once = together<string>();
    const { bake, signals, done } = aCake();
    const all = [once('cake', undefined, bake), once('cake', undefined, bake), once('pie', undefined, bake)];
    done();
    expect(await Promise.all(all)).toEqual(['cake', 'cake', 'cake']);
    expect(signals).toHaveLength(2);
    await once('cake', undefined, bake);
    expect(signals).toHaveLength(3);
  });

  it('goes on for the others when one leaves', async () => {
    const once = together<string>();
    const { bake, signals, done } = aCake();
    const leaving = new AbortController();
    const [first, second] = [once('cake', leaving.signal, bake), once('cake', undefined, bake)];
    leaving.abort(new Error('Ada is full.'));
    await expect(first).rejects.toBe(leaving.signal.reason);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    done();
    expect(await second).toBe('cake');
  });

  it('is broken off when everybody has left, even with one and the same signal, and is begun anew for whoever comes then', async () => {
    const once = together<string>();
    const { bake, signals } = aCake();
    const leaving = new AbortController();
    const both = [once('cake', leaving.signal, bake), once('cake', leaving.signal, bake)];
    leaving.abort(new Error('Ada is full.'));
    const another = aCake();
    const third = once('cake', undefined, another.bake);
    another.done();
    expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(signals.map(({ reason }) => reason)).toEqual([leaving.signal.reason]);
    expect(await third).toBe('cake');
  });

  it('is not begun for somebody who has left already', async () => {
    const { bake, signals } = aCake();
    await expect(together<string>()('cake', AbortSignal.abort(new Error('Gone.')), bake)).rejects.toThrow('Gone.');
    expect(signals).toEqual([]);
  });
});

describe('what may take only so long', () => {
  const forEver = (signal: AbortSignal) =>
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  const late = () => new Error('Too late.');

  it('is broken off when that has passed, and not before', async () => {
    const clock = fakeClock();
    const ended: unknown[] = [];
    const work = within(clock, { ms: 1000, late }, forEver).catch((error: unknown) => ended.push(error));
    await clock.advance(999);
    expect(ended).toEqual([]);
    await clock.advance(1);
    await work;
    expect(ended).toEqual([late()]);
  });

  it('is broken off by whoever asked for it as well', async () => {
    const stopping = new AbortController();
    const work = within(fakeClock(), { ms: 1000, late, signal: stopping.signal }, forEver);
    stopping.abort(new Error('Stopped.'));
    await expect(work).rejects.toThrow('Stopped.');
  });
});
