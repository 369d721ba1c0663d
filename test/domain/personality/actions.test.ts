import { describe, expect, it } from 'vitest';
import { addAlias, counts, create, edit, find, findOwn, list, preview, redraw, remove, removeAlias, type Actor } from '../../../src/domain/personality/actions.js'; // prettier-ignore
import type { Personality } from '../../../src/domain/personality/personality.js';
import { blankSketch, sketchOf } from '../../../src/domain/personality/personality.js';
import { people, talks } from '../../contracts/stores.js';
import { fakeClock } from '../../fakes/clock.js';
import { fakeEntropy } from '../../fakes/entropy.js';
import { fakeStores } from '../../fakes/stores.js';
import { aPersonality, aTurnRecord, noon } from '../../support/builders.js';

const ada: Actor = { userId: 'ada', isOwner: false };
const bob: Actor = { userId: 'bob', isOwner: false };
const owner: Actor = { userId: 'mallory', isOwner: true };

async function open(...personalities: readonly Personality[]) {
  const stores = fakeStores();
  for (const seed of [people, talks]) await seed(stores);
  for (const personality of personalities) await stores.personalities.create(personality);
  return { personalities: stores.personalities, turns: stores.turns, clock: fakeClock(noon), entropy: fakeEntropy() };
}

const lilith = aPersonality({ aliases: ['Dr. X', 'Lily'], displayName: 'Lilith of the Night' });
const luna = aPersonality({ id: 'luna', ownerId: 'bob', isPublic: true });
const slugs = (all: readonly Personality[]) => all.map(({ slug }) => slug);

describe('a personality', () => {
  it.each([
    ['slug', 'lilith'],
    ['alias', 'LILY'],
    ['alias with a full stop', 'dr. x'],
    ['display name', 'lilith of the night'],
  ])('is found by %s', async (_, name) => {
    expect(await find(await open(lilith, luna), ada, name)).toEqual(lilith);
  });

  it('is found by slug before another one’s alias, and by alias before another one’s display name', async () => {
    const ports = await open(aPersonality({ id: 'rose', displayName: 'Thorn' }), aPersonality({ id: 'other', displayName: 'Rose', aliases: ['Thorn'] })); // prettier-ignore
    expect(await find(ports, ada, 'rose')).toMatchObject({ slug: 'rose' });
    expect(await find(ports, ada, 'thorn')).toMatchObject({ slug: 'other' });
  });

  it('that is misspelled is suggested', async () => {
    await expect(find(await open(lilith), ada, 'lilit')).rejects.toMatchObject({ code: 'not_found', message: expect.stringContaining('“lilith”') }); // prettier-ignore
  });

  it('of somebody else is there only when it is public', async () => {
    const ports = await open(lilith, luna);
    expect(slugs(await list(ports, bob))).toEqual(['luna']);
    expect(slugs(await list(ports, ada))).toEqual(['lilith', 'luna']);
    expect(slugs(await list(ports, owner))).toEqual(['lilith', 'luna']);
  });

  it('of somebody else that is private looks as if it were not there', async () => {
    const [there, absent] = [await open(lilith), await open()];
    for (const name of ['lilith', 'Lily', 'lilit']) {
      const said = (ports: typeof there) => find(ports, bob, name).catch((error: Error) => error.message);
      expect(await said(there)).toBe(await said(absent));
    }
  });
});

describe('what may be changed', () => {
  it('is one’s own, and for the owner of the home everything', async () => {
    const ports = await open(lilith, luna);
    expect(await findOwn(ports, ada, 'lilith')).toEqual(lilith);
    expect(await findOwn(ports, owner, 'lilith')).toEqual(lilith);
    await expect(findOwn(ports, ada, 'luna')).rejects.toMatchObject({ code: 'denied' });
  });

  it.each<[string, (ports: Awaited<ReturnType<typeof open>>) => Promise<unknown>]>([
    ['edited', ports => edit(ports, ada, 'luna', [{ path: 'name', text: 'X' }])],
    ['written anew', ports => redraw(ports, ada, 'luna', blankSketch('X'))],
    ['given an alias', ports => addAlias(ports, ada, 'luna', 'X')],
    ['bereft of an alias', ports => removeAlias(ports, ada, 'luna', 'X')],
    ['removed', ports => remove(ports, ada, 'luna')],
    ['weighed up for removal', ports => preview(ports, ada, 'luna')],
  ])('is not what belongs to somebody else: it is not %s', async (_, act) => {
    const ports = await open(luna);
    await expect(act(ports)).rejects.toMatchObject({ code: 'denied' });
    expect(await ports.personalities.all()).toEqual([luna]);
  });
});

describe('making one', () => {
  it('makes it private and blank, but for what is said', async () => {
    const ports = await open();
    const made = await create(ports, ada, {
      slug: 'selene',
      name: 'Selene',
      patches: [{ path: 'prompt.tone', text: 'warm' }],
    });
    expect(made).toMatchObject({
      slug: 'selene',
      ownerId: 'ada',
      isPublic: false,
      aliases: [],
      prompt: { tone: 'warm' },
      createdAt: noon,
    });
    expect(await ports.personalities.find('selene')).toEqual(made);
  });

  it.each([
    ['a slug that is none', { slug: 'Selene!', name: 'Selene', patches: [] }, 'invalid'],
    ['a slug that is taken', { slug: 'lilith', name: 'Selene', patches: [] }, 'conflict'],
    ['a slug that is an alias', { slug: 'lily', name: 'Selene', patches: [] }, 'conflict'],
    [
      'a field that there is not',
      { slug: 'selene', name: 'Selene', patches: [{ path: 'mood', text: 'x' }] },
      'invalid',
    ],
  ])('makes nothing with %s', async (_, wanted, code) => {
    const ports = await open(lilith);
    await expect(create(ports, ada, wanted)).rejects.toMatchObject({ code });
    expect(await ports.personalities.all()).toEqual([lilith]);
  });
});

describe('changing one', () => {
  it('changes the fields that are named, and when it was changed', async () => {
    const ports = await open(lilith);
    await ports.clock.advance(1000);
    const changed = await edit(ports, ada, 'lily', [
      { path: 'prompt.tone', text: 'dry' },
      { path: 'isPublic', text: 'true' },
    ]);
    expect(changed).toEqual({ ...lilith, prompt: { tone: 'dry' }, isPublic: true, updatedAt: noon + 1_000_000 });
    expect(await ports.personalities.find('lilith')).toEqual(changed);
  });

  it('changes nothing when one of the fields will not do', async () => {
    const ports = await open(lilith);
    const patches = [
      { path: 'prompt.tone', text: 'dry' },
      { path: 'isPublic', text: 'maybe' },
    ];
    await expect(edit(ports, ada, 'lilith', patches)).rejects.toMatchObject({ code: 'invalid' });
    expect(await ports.personalities.find('lilith')).toEqual(lilith);
  });

  it('writes everything anew from a form', async () => {
    const ports = await open(lilith);
    const form = { ...blankSketch('Lil'), prompt: { system: 'Be brief.' } };
    expect(sketchOf(await redraw(ports, ada, 'lilith', form))).toEqual(form);
  });

  it.each([
    ['a field is missing', { ...blankSketch('Lil'), name: undefined }, 'name'],
    ['a field is not known', { ...blankSketch('Lil'), mood: 'x' }, 'mood'],
    ['a field will not do', { ...blankSketch('Lil'), isPublic: 'maybe' }, 'isPublic'],
    ['it is no form', 'Lilith', 'the form'],
    ['it is empty', null, 'the form'],
  ])('changes nothing from a form when %s, and says what', async (_, form, field) => {
    const ports = await open(lilith);
    const refused = redraw(ports, ada, 'lilith', form);
    await expect(refused).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining(field) });
    expect(await ports.personalities.find('lilith')).toEqual(lilith);
  });
});

describe('an alias', () => {
  it('is added as it was typed, without the blanks around it', async () => {
    const ports = await open(luna);
    expect(await addAlias(ports, bob, 'luna', '  Lady Moon ')).toMatchObject({ aliases: ['Lady Moon'] });
    expect(await find(ports, bob, 'lady moon')).toMatchObject({ slug: 'luna' });
  });

  it('is added once, however it is spelled', async () => {
    const ports = await open(lilith);
    expect(await addAlias(ports, ada, 'lilith', 'LILY')).toEqual(lilith);
  });

  it('may be as long as it says', async () => {
    await expect(addAlias(await open(luna), bob, 'luna', 'x'.repeat(50))).resolves.toBeDefined();
  });

  it.each([
    ['that is too long', 'x'.repeat(51), 'invalid'],
    ['that is empty', ' ', 'invalid'],
    ['that cannot be said', '!?', 'invalid'],
    ['of somebody else', 'lily', 'conflict'],
    ['that is the slug of somebody else', 'Lilith', 'conflict'],
  ])('%s is refused, and nothing is changed', async (_, alias, code) => {
    const ports = await open(lilith, luna);
    await expect(addAlias(ports, bob, 'luna', alias)).rejects.toMatchObject({ code });
    expect(await ports.personalities.all()).toEqual([lilith, luna]);
  });

  it('is taken away, however it is spelled', async () => {
    const ports = await open(lilith);
    expect(await removeAlias(ports, ada, 'lilith', 'LILY')).toMatchObject({ aliases: ['Dr. X'] });
  });

  it('that there is not cannot be taken away', async () => {
    await expect(removeAlias(await open(lilith), ada, 'lilith', 'Moon')).rejects.toMatchObject({ code: 'not_found', try: 'personality alias list lilith' }); // prettier-ignore
  });
});

describe('removing one', () => {
  it('says beforehand what goes with it', async () => {
    const ports = await open(lilith);
    await ports.turns.record(aTurnRecord());
    expect(await preview(ports, ada, 'lilith')).toEqual({
      personality: lilith,
      counts: { memories: 2, messages: 2, lore: 0 },
    });
    expect(await ports.personalities.find('lilith')).toBeDefined();
  });

  it('removes it', async () => {
    const ports = await open(lilith, luna);
    expect(await remove(ports, ada, 'lily')).toEqual(lilith);
    expect(await ports.personalities.all()).toEqual([luna]);
  });
});

describe('the counts', () => {
  it('are of everybody for whom it belongs to, and of oneself for others', async () => {
    const ports = await open(lilith, luna);
    await ports.turns.record(aTurnRecord({ personalityId: 'luna' }));
    expect(await counts(ports, bob, luna)).toMatchObject({ memories: 2 });
    expect(await counts(ports, owner, luna)).toMatchObject({ memories: 2 });
    expect(await counts(ports, ada, luna)).toMatchObject({ memories: 2 });
    expect(await counts(ports, { userId: 'mallory', isOwner: false }, luna)).toMatchObject({ memories: 0 });
  });
});
