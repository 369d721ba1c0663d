import { describe, expect, it } from 'vitest';
import type { PersonalityFound } from '../../../src/domain/import/found.js';
import type { Value } from '../../../src/domain/import/settle/settling.js';
import { placeholder, standingOf } from '../../../src/domain/import/standing.js';
import { aCharacter, aConfigFound } from '../../support/finds.js';

const nothing: Value = { now: null, written: null, isGone: false };

function standing(
  value: Partial<Value> | undefined,
  { said = [], of = {} }: { said?: readonly PersonalityFound[]; of?: Parameters<typeof aCharacter>[0] } = {},
) {
  const values = new Map(value === undefined ? [] : [['lilith-id', { ...nothing, ...value }]]);
  return standingOf(values, 'ada', new Map([['lilith-id', said]]))(aCharacter(of));
}

describe('how somebody stands here', () => {
  it.each<[string, Partial<Value> | undefined]>([
    ['nothing was ever heard of them', undefined],
    ['they are not here', {}],
    ['they are the importer’s own', { now: { ownerId: 'ada' } }],
    ['they were deleted, and are here again', { now: { ownerId: 'ada' }, isGone: true }],
  ])('takes all, when %s', (_, value) => {
    expect(standing(value)).toMatchObject({ takes: 'all', ownerId: 'ada' });
  });

  it('takes no config, when they are somebody else’s', () => {
    expect(standing({ now: { ownerId: 'bob' } })).toMatchObject({ takes: 'no-config', ownerId: 'bob' });
  });

  it('takes nothing, when they were deleted here', () => {
    expect(standing({ isGone: true })).toMatchObject({ takes: 'nothing', code: 'deleted_here' });
  });

  const called = (name: string, displayName?: string) =>
    aConfigFound({ sketch: { name, ...(displayName !== undefined && { displayName }) } });
  const unnamed = aConfigFound({ sketch: {} });

  it.each<[string, Parameters<typeof standing>, string]>([
    ['as they are called here', [{ now: { displayName: 'Here' } }, { said: [called('There')] }], 'Here'],
    ['as the first source shows them', [{}, { said: [unnamed, called('name', 'Shown'), called('Last')] }], 'Shown'],
    ['as the first source names them', [{}, { said: [called('Named')] }], 'Named'],
    ['by their slug', [{}, { said: [unnamed], of: { slug: 'lilith-tzel' } }], 'Lilith Tzel'],
    ['by their id', [{}, { of: { slug: null, foreignId: 'x9' } }], 'X9'],
  ])('goes by a name: %s', (_, [value, more], name) => {
    expect(standing(value, more)).toMatchObject({ name });
  });
});

describe('somebody who is still to come', () => {
  it('has their id and an owner, and is called so that nobody can be it', () => {
    expect(placeholder(aCharacter({ id: 'x' }), 'bob')).toMatchObject({
      id: 'x', ownerId: 'bob', name: 'Lilith', displayName: 'Lilith', slug: 'coming:x', aliases: [], isPublic: false,
    }); // prettier-ignore
  });

  it.each(['', '--', ' '])('has a name also when the source has none for them: %j', slug => {
    expect(placeholder(aCharacter({ slug }), 'bob').name).toBe('Somebody');
  });
});
