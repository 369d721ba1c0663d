import { describe, expect, it } from 'vitest';
import { mayAsk, tooOften } from '../../../src/domain/limits/actions.js';
import type { Saying, SettingKey } from '../../../src/domain/settings/setting.js';
import { fakeBuckets } from '../../fakes/buckets.js';
import { fakeClock } from '../../fakes/clock.js';
import { after, noon } from '../../support/builders.js';

const ports = (settings: readonly (readonly [SettingKey, Saying])[] = []) => ({
  buckets: fakeBuckets(),
  clock: fakeClock(noon),
  operatorSettings: { environment: new Map(), file: new Map(settings) },
});

const people = (count: number) => Array.from({ length: count }, (_, index) => `person-${index}`);

async function asks(world: ReturnType<typeof ports>, userIds: readonly string[], channelId = 'hall') {
  const outcomes = [];
  for (const userId of userIds) outcomes.push(await mayAsk(world, { userId, channelId }));
  return outcomes;
}

describe('asking', () => {
  it('is possible for one person ten times in a minute, wherever they ask', async () => {
    const world = ports();
    expect((await asks(world, Array(10).fill('ada'))).every(({ ok }) => ok)).toBe(true);
    expect(await asks(world, ['ada'], 'tower')).toEqual([
      { ok: false, kind: 'person', freeAt: after(6), isFirst: true },
    ]);
    expect(await asks(world, ['bob'])).toEqual([{ ok: true }]);
  });

  it('is possible in one channel thirty times in a minute, whoever asks', async () => {
    const world = ports();
    expect((await asks(world, people(30))).every(({ ok }) => ok)).toBe(true);
    expect(await asks(world, ['ada'])).toEqual([{ ok: false, kind: 'channel', freeAt: after(2), isFirst: true }]);
    expect(await asks(world, ['ada'], 'tower')).toEqual([{ ok: true }]);
  });

  it('follows what the operator set, or has no limit', async () => {
    const strict = ports([['limits.person', { state: 'value', value: '1/3600' }]]);
    expect((await asks(strict, ['ada', 'ada'])).map(({ ok }) => ok)).toEqual([true, false]);
    const free = ports([['limits.person', { state: 'off' }], ['limits.channel', { state: 'off' }]]); // prettier-ignore
    expect((await asks(free, Array(100).fill('ada'))).every(({ ok }) => ok)).toBe(true);
  });
});

describe('a refusal', () => {
  it('says when to come back, on the person’s clock', () => {
    const refused = { ok: false, kind: 'person', freeAt: after(6) + 1, isFirst: true } as const;
    expect(tooOften(refused, 'Asia/Kathmandu')).toMatchObject({
      code: 'conflict',
      message: 'You are asking faster than it can be answered. Try again at 17:45:07.',
      facts: { limit: 'rate', kind: 'person', freeAt: '2026-11-20T12:00:06.000001Z' },
    });
  });
});
