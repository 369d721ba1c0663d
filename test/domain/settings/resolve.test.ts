import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberOf, resolve, textOf, type Sayings } from '../../../src/domain/settings/resolve.js';
import { definitions, settingKeys, tiers, type Saying, type Tier } from '../../../src/domain/settings/setting.js';

const valued = (value: unknown): Saying => ({ state: 'value', value });
const off: Saying = { state: 'off' };
const inherit: Saying = { state: 'inherit' };

describe('what holds', () => {
  it('is the default where nobody says anything', () => {
    expect(resolve('history.messages', {})).toMatchObject({ state: 'value', value: 50, from: 'default' });
  });

  it.each([
    [
      { file: valued(1), personality: valued(2), person: valued(3), 'person-personality': valued(4) },
      'person-personality',
      4,
    ],
    [{ file: valued(1), personality: valued(2), person: valued(3) }, 'person', 3],
    [{ file: valued(1), personality: valued(2) }, 'personality', 2],
    [{ file: valued(1) }, 'file', 1],
  ] as const)('is what the nearest to the person says: %j', (sayings, from, value) => {
    expect(resolve('history.messages', sayings)).toMatchObject({ from, value });
  });

  it('is what the environment says before the file', () => {
    const sayings = { environment: valued('warn'), file: valued('debug') };
    expect(resolve('log.level', sayings)).toMatchObject({ from: 'environment', value: 'warn' });
  });

  it('is not what a tier says that has no say', () => {
    const sayings = { person: valued('debug'), personality: valued('warn') };
    expect(resolve('log.level', sayings)).toMatchObject({ from: 'default', value: 'info' });
  });
});

describe('off, inherit and a value', () => {
  it('are three things: off is a choice, and ends the search', () => {
    expect(resolve('memory', { person: off, file: valued('on') })).toMatchObject({
      state: 'off',
      value: null,
      from: 'person',
    });
  });

  it('are three things: inherit is no choice', () => {
    expect(resolve('memory', { person: inherit, file: off })).toMatchObject({ state: 'off', from: 'file' });
  });

  it('are three things: a value nearer by goes before off', () => {
    const sayings = { 'person-personality': valued('on'), person: off };
    expect(resolve('memory', sayings)).toMatchObject({ state: 'value', value: 'on' });
  });

  it.each([0, false, '', null])('are told apart from the value %j', value => {
    expect(resolve('llm.model', { person: valued(value), file: valued('other') })).toMatchObject({
      state: 'value',
      value,
      from: 'person',
    });
  });
});

describe('of any sayings', () => {
  const anySaying = fc.constantFrom<Saying>(inherit, off, valued(0), valued('x'), valued(null));
  const anySayings = fc.record<Partial<Record<Tier, Saying>>>(
    Object.fromEntries(tiers.map(tier => [tier, anySaying])),
    { requiredKeys: [] },
  );
  const anyKey = fc.constantFrom(...settingKeys);

  it('the ladder has every tier that has a say, nearest first, and the default last', () => {
    fc.assert(
      fc.property(anyKey, anySayings, (key, sayings: Sayings) => {
        const own: readonly Tier[] = definitions[key].tiers;
        expect(resolve(key, sayings).ladder.map(({ tier }) => tier)).toEqual(tiers.filter(tier => own.includes(tier)));
      }),
      { seed: 1815, numRuns: 500 },
    );
  });

  it('the first on the ladder that says something decides', () => {
    fc.assert(
      fc.property(anyKey, anySayings, (key, sayings: Sayings) => {
        const { ladder, from, state, value } = resolve(key, sayings);
        const first = ladder.find(({ saying }) => saying.state !== 'inherit');
        expect([from, state]).toEqual([first?.tier, first?.saying.state]);
        expect(value).toEqual(first?.saying.state === 'value' ? first.saying.value : null);
      }),
      { seed: 1815, numRuns: 1000 },
    );
  });
});

it('reads a value as a number or as a text where it is one', () => {
  const resolved = (value: unknown) => resolve('llm.model', { person: valued(value) });
  expect([numberOf(resolved(7)), numberOf(resolved('7'))]).toEqual([7, 0]);
  expect([textOf(resolved('a')), textOf(resolved(7)), textOf(resolved(null))]).toEqual(['a', null, null]);
});
