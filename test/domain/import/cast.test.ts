import { describe, expect, it } from 'vitest';
import { castOf, type CastKnowledge, type Mention } from '../../../src/domain/import/cast.js';
import type { Subject } from '../../../src/domain/import/found.js';
import { aCharacter } from '../../support/finds.js';

const knowledge = (fields: Partial<CastKnowledge> = {}): CastKnowledge => ({
  idOf: ({ format }, foreignId) => `${format}:${foreignId}`,
  foreignIdOf: () => undefined,
  into: null,
  ...fields,
});

const said = (foreignId: string | null, slug: string | null, fields: Partial<Mention> = {}): Mention => ({
  format: 'shapes.inc',
  isWorldwide: true,
  subject: { foreignId, slug },
  ...fields,
});

const whole = said('1', 'lilith');
const bySlug = said(null, 'lilith');
const byId = said('1', null);
const asSubject = ({ subject }: Mention): Subject => subject;

describe('a cast', () => {
  it.each([
    [[whole, bySlug, byId]],
    [[bySlug, byId, whole]],
    [[byId, whole, bySlug]],
    [[bySlug, whole]],
    [[byId, whole]],
  ])('is the same in whatever order somebody is spoken of (%#)', mentions => {
    const cast = castOf(mentions, knowledge());
    expect(cast.all).toEqual([{ id: 'shapes.inc:1', format: 'shapes.inc', foreignId: '1', slug: 'lilith' }]);
    for (const mention of [whole, bySlug, byId]) expect(cast.of('shapes.inc', asSubject(mention))).toBe(cast.all[0]);
  });

  it('knows a slug from before, and takes it as the id where nobody knows it', () => {
    const earlier = knowledge({ foreignIdOf: (_, slug) => (slug === 'lilith' ? '1' : undefined) });
    expect(castOf([bySlug], earlier).all).toMatchObject([{ foreignId: '1', slug: 'lilith' }]);
    expect(castOf([bySlug], knowledge()).all).toMatchObject([{ foreignId: 'lilith', slug: 'lilith' }]);
  });

  it('believes the batch before what it knew of a slug', () => {
    const earlier = knowledge({ foreignIdOf: () => 'old' });
    expect(castOf([bySlug, whole], earlier).all).toMatchObject([{ foreignId: '1' }]);
  });

  it('tells two apart who have the same slug, and gives it to the first', () => {
    const cast = castOf([whole, said('2', 'lilith'), bySlug], knowledge());
    expect(cast.all.map(({ foreignId }) => foreignId)).toEqual(['1', '2']);
    expect(cast.of('shapes.inc', asSubject(bySlug))?.foreignId).toBe('1');
  });

  it('takes one for one who was renamed, and calls them what they were called first', () => {
    const cast = castOf([whole, said('1', 'lilith-tzel')], knowledge());
    expect(cast.all).toMatchObject([{ foreignId: '1', slug: 'lilith' }]);
    expect(cast.of('shapes.inc', { foreignId: null, slug: 'lilith-tzel' })?.foreignId).toBe('1');
  });

  it('keeps services apart', () => {
    const cast = castOf([whole, said('1', 'lilith', { format: 'card', isWorldwide: false })], knowledge());
    expect(cast.all.map(({ id }) => id)).toEqual(['shapes.inc:1', 'card:1']);
    expect(cast.of('eliza', { foreignId: '1', slug: 'lilith' })).toBeUndefined();
  });

  it('takes formats of one family for one: a card, its lorebook and its chats', () => {
    const mentions = (['card', 'lorebook', 'sillytavern'] as const).map(format => said(null, 'lilith', { format }));
    const cast = castOf(mentions, knowledge());
    expect(cast.all).toMatchObject([{ format: 'card', slug: 'lilith' }]);
    expect(cast.of('sillytavern', { foreignId: null, slug: 'lilith' })).toBe(cast.all[0]);
  });

  it('does not take the slug that stands in place of an id for an id', () => {
    const cast = castOf([said('lilith', 'lilith'), whole], knowledge());
    expect(cast.all).toMatchObject([{ foreignId: '1', slug: 'lilith' }]);
    expect(cast.of('shapes.inc', { foreignId: 'lilith', slug: 'lilith' })).toBe(cast.all[0]);
  });

  it('knows somebody who is called by their slug where an id belongs', () => {
    const bySlugAsId = said('lilith', null);
    const cast = castOf([bySlugAsId, whole], knowledge());
    expect(cast.all).toMatchObject([{ foreignId: '1', slug: 'lilith' }]);
    expect(cast.of('shapes.inc', asSubject(bySlugAsId))).toBe(cast.all[0]);
  });

  it('says whether an id is good all over the world', () => {
    const asked: boolean[] = [];
    const mentions = [whole, said('2', null, { format: 'card', isWorldwide: false })];
    castOf(mentions, knowledge({ idOf: ({ isWorldwide }) => String(asked.push(isWorldwide)) }));
    expect(asked).toEqual([true, false]);
  });

  it('is the one whom everything goes into, when one was named', () => {
    const into = aCharacter({ id: 'here' });
    const cast = castOf([whole, said('2', 'owl')], knowledge({ into }));
    expect(cast.all).toEqual([into]);
    expect(cast.of('shapes.inc', { foreignId: '2', slug: 'owl' })).toBe(into);
    expect(cast.of('lorebook', null)).toBe(into);
  });

  it.each<[string, Subject | null]>([
    ['nobody in particular', null],
    ['somebody of whom nothing is known', { foreignId: null, slug: null }],
    ['somebody who was not spoken of', { foreignId: '9', slug: null }],
    ['a slug that means something to JavaScript', { foreignId: null, slug: '__proto__' }],
    ['another such', { foreignId: 'constructor', slug: null }],
  ])('has no part for %s', (_, subject) => {
    expect(castOf([whole], knowledge()).of('shapes.inc', subject)).toBeUndefined();
  });

  it('has a part for anybody, whatever they are called', () => {
    const cast = castOf([said(null, '__proto__'), said('constructor', 'toString')], knowledge());
    expect(cast.all.map(({ foreignId }) => foreignId).toSorted()).toEqual(['__proto__', 'constructor']);
  });
});
