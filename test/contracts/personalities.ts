import { describe, expect } from 'vitest';
import { mentionsIn } from '../../src/domain/personality/alias.js';
import type { Personality } from '../../src/domain/personality/personality.js';
import { aLoreEntry, aMemory, aPersonality, aPicture, aReservation, aSealedTrace, aTurnRecord, after, noon } from '../support/builders.js'; // prettier-ignore
import type { Picture } from '../../src/ports/personalities.js';
import { hall, ids, people, speakers, storesTest, talks, type OpenStores } from './stores.js';

/** What every Personalities promises. Run it against each adapter, and against the fake. */
export function personalitiesContract(open: OpenStores) {
  describe('keeps the Personalities contract', () => {
    keeping(open);
    names(open);
    lore(open);
    pictures(open);
    removal(open);
    counts(open);
  });
}

/** Nothing about her is what a builder would have said. */
const changed: Personality = {
  id: 'lilith',
  slug: 'night-queen',
  name: 'Lilith of the Night',
  displayName: 'Lilith 🌙',
  ownerId: 'bob',
  isPublic: true,
  isStateless: true,
  errorMessage: 'The stars are silent.',
  birthday: { year: null, month: 2, day: 29 },
  prompt: { system: 'Speak.\nBriefly.', tone: 'dry' },
  manner: { nickname: 'Lil', greetings: ['Good night.\n', 'Moonrise.'], isAdult: false, tags: [] },
  voice: { id: 'v1', model: null, stability: 0, similarity: 1, style: null, frequency: 0 },
  avatar: 'c'.repeat(64),
  source: { format: 'shapes.inc', foreignId: 'f1', batch: 'b1' },
  llm: {
    provider: 'openrouter',
    model: 'some/model',
    fallbackModel: 'other/model',
    params: { temperature: 0, top_k: 40, stop: ['\n\n'] },
    limits: { historyMessages: 5, memoryMax: 0 },
  },
  aliases: ['Lily'],
  createdAt: after(-60),
  updatedAt: after(60),
};

function keeping(open: OpenStores) {
  const it = storesTest(open, people);

  it('lists personalities by slug', async ({ stores: { personalities } }) => {
    await personalities.create(aPersonality({ id: '1', slug: 'selene' }));
    await personalities.create(aPersonality({ id: '2', slug: 'hecate' }));
    await personalities.create(aPersonality({ id: '3', slug: 'lilith' }));
    expect((await personalities.all()).map(({ slug }) => slug)).toEqual(['hecate', 'lilith', 'selene']);
  });

  it('has no picture and no origin where nothing was brought', async ({ stores: { personalities } }) => {
    await personalities.create(aPersonality({ avatar: 'c'.repeat(64) }));
    expect(await personalities.picture('c'.repeat(64))).toBeUndefined();
    expect(await personalities.origin('lilith')).toBeUndefined();
    expect(await personalities.origin('nobody')).toBeUndefined();
  });

  it('knows a new name at once, and an old one no longer', async ({ stores: { personalities } }) => {
    const lilith = aPersonality({ slug: 'lilith', displayName: 'Lilith', aliases: ['Lily'] });
    const called = async (text: string) =>
      mentionsIn(text, await personalities.directory()).map(({ slug, name }) => [slug, name]);
    await personalities.create(lilith);
    expect(await called('@Lily')).toEqual([['lilith', 'Lily']]);
    await personalities.update({ ...lilith, aliases: ['Queen of the Night'] });
    expect(await called('@Lily and @queen of the night')).toEqual([['lilith', 'queen of the night']]);
    await personalities.remove(lilith.id);
    expect(await called('@lilith')).toEqual([]);
  });

  it('gives a personality back as it was, by its slug and by its id', async ({ stores: { personalities } }) => {
    await personalities.create(changed);
    expect(await personalities.find('night-queen')).toEqual(changed);
    expect(await personalities.findById('lilith')).toEqual(changed);
    expect(await personalities.all()).toEqual([changed]);
  });

  it('gives back what was left blank as blank', async ({ stores: { personalities } }) => {
    await personalities.create(aPersonality());
    expect(await personalities.find('lilith')).toEqual(aPersonality());
  });

  it('finds nobody by a slug or an id that nobody has', async ({ stores: { personalities } }) => {
    await personalities.create(aPersonality({ id: '1', slug: 'lilith', aliases: ['Lily'] }));
    expect(await personalities.find('1')).toBeUndefined();
    expect(await personalities.find('lily')).toBeUndefined();
    expect(await personalities.findById('lilith')).toBeUndefined();
  });

  it('writes every field of a personality', async ({ stores: { personalities } }) => {
    await personalities.create(aPersonality({ aliases: ['Night'] }));
    await personalities.update(changed);
    expect(await personalities.all()).toEqual([changed]);
    expect(await personalities.find('lilith')).toBeUndefined();
  });

  it('takes away again what a personality no longer has', async ({ stores: { personalities } }) => {
    await personalities.create(changed);
    await personalities.update(aPersonality());
    expect(await personalities.all()).toEqual([aPersonality()]);
  });

  it('does not write over a change that was made since', async ({ stores: { personalities } }) => {
    const lilith = aPersonality({ slug: 'lilith' });
    await personalities.create(lilith);
    const changedOnce = { ...lilith, aliases: ['Lily'], updatedAt: lilith.updatedAt + 1 };
    await personalities.update(changedOnce, lilith.updatedAt);
    const late = personalities.update({ ...lilith, aliases: ['Lil'] }, lilith.updatedAt);
    await expect(late).rejects.toMatchObject({ code: 'conflict' });
    expect((await personalities.find('lilith'))?.aliases).toEqual(['Lily']);
  });

  it('does not update a personality that is not there', async ({ stores: { personalities } }) => {
    await expect(personalities.update(aPersonality())).rejects.toMatchObject({ code: 'not_found' });
    expect(await personalities.all()).toEqual([]);
  });
}

const lilith = aPersonality({ aliases: ['Lily', "Queen's Shade", 'Weiß'] });
const luna = aPersonality({ id: 'luna', aliases: ['Moon'] });

const alike: readonly (readonly [what: string, fields: Partial<Personality>])[] = [
  ['a slug that is a slug', { slug: 'lilith' }],
  ['a slug that is an alias', { slug: 'lily' }],
  ['an alias that is a slug', { aliases: ['Selene', 'lilith'] }],
  ['an alias that is an alias', { aliases: ['Selene', 'Lily'] }],
  ['an alias in other case', { aliases: ['Selene', 'LILY'] }],
  ['an alias in other letters', { aliases: ['Selene', 'Ｌｉｌｙ'] }],
  ['an alias with other quotes', { aliases: ['Selene', 'queen’s shade'] }],
  ['an alias with ss for ß', { aliases: ['Selene', 'WEISS'] }],
];

function names(open: OpenStores) {
  const it = storesTest(open, people, async ({ personalities }) => {
    await personalities.create(lilith);
    await personalities.create(luna);
  });

  it.for(alike)('does not create a personality with %s of another', async ([, fields], { stores }) => {
    const selene = aPersonality({ id: 'selene', ...fields });
    await expect(stores.personalities.create(selene)).rejects.toMatchObject({ code: 'conflict' });
    expect(await stores.personalities.all()).toEqual([lilith, luna]);
  });

  it.for(alike)('does not give a personality %s of another', async ([, fields], { stores }) => {
    const update = stores.personalities.update({ ...luna, displayName: 'Selene', ...fields });
    await expect(update).rejects.toMatchObject({ code: 'conflict' });
    expect(await stores.personalities.all()).toEqual([lilith, luna]);
  });

  it('leaves the other names of a refused personality free', async ({ stores: { personalities } }) => {
    const selene = aPersonality({ id: 'selene', aliases: ['Sel'] });
    await expect(personalities.create({ ...selene, aliases: ['Sel', 'Lily'] })).rejects.toThrow();
    await personalities.create(selene);
    expect(await personalities.find('selene')).toEqual(selene);
  });

  it('refuses two names of one personality that fold alike', async ({ stores: { personalities } }) => {
    const twice = aPersonality({ id: 'selene', aliases: ['Sel', 'SEL'] });
    await expect(personalities.create(twice)).rejects.toMatchObject({ code: 'conflict' });
    const own = aPersonality({ id: 'selene', aliases: ['Selene'] });
    await expect(personalities.create(own)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('lets a personality keep the names it has', async ({ stores: { personalities } }) => {
    await personalities.update({ ...lilith, displayName: 'Lilith of the Night' });
    expect(await personalities.find('lilith')).toMatchObject({ aliases: lilith.aliases });
  });

  it('keeps aliases as they were typed, by their folded form', async ({ stores: { personalities } }) => {
    await personalities.update({ ...luna, aliases: ['moon', 'Crescent', 'ÉCLAT', 'Zenith', 'bright One'] });
    expect(await personalities.find('luna')).toMatchObject({
      aliases: ['bright One', 'Crescent', 'moon', 'Zenith', 'ÉCLAT'],
    });
  });

  it('frees a name that was given up', async ({ stores: { personalities } }) => {
    await personalities.update({ ...lilith, slug: 'night-queen', aliases: [] });
    const heir = aPersonality({ id: 'heir', slug: 'lilith', aliases: ['LILY'] });
    await personalities.create(heir);
    expect(await personalities.find('lilith')).toEqual(heir);
  });

  it('gives a name to one personality when two ask for it at once', async ({ stores: { personalities } }) => {
    const asked = await Promise.allSettled([
      personalities.create(aPersonality({ id: '1', slug: 'one', aliases: ['Sel'] })),
      personalities.create(aPersonality({ id: '2', slug: 'two', aliases: ['sel'] })),
    ]);
    expect(asked.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await personalities.all()).toHaveLength(3);
  });
}

function lore(open: OpenStores) {
  const it = storesTest(open, people, speakers);

  it('has no lore of a personality that was given none', async ({ stores: { personalities } }) => {
    expect(await personalities.lore('lilith')).toEqual([]);
  });

  it('gives lore back as it was', async ({ stores: { personalities } }) => {
    const entry = aLoreEntry({ keys: ['tower', 'Old Keep'], constant: true, enabled: false, order: -3 });
    await personalities.setLore('lilith', [entry]);
    expect(await personalities.lore('lilith')).toEqual([entry]);
  });

  it('lists lore by order, then by id', async ({ stores: { personalities } }) => {
    const entries = [
      aLoreEntry({ id: 'c', order: 1 }),
      aLoreEntry({ id: 'b', order: 10 }),
      aLoreEntry({ id: 'd', order: 2 }),
      aLoreEntry({ id: 'a', order: 2 }),
    ];
    await personalities.setLore('lilith', entries);
    expect(ids(await personalities.lore('lilith'))).toEqual(['c', 'a', 'd', 'b']);
  });

  it('replaces all lore of a personality, and of no other', async ({ stores: { personalities } }) => {
    await personalities.setLore('lilith', [aLoreEntry({ id: 'a' }), aLoreEntry({ id: 'b' })]);
    await personalities.setLore('luna', [aLoreEntry({ id: 'moon', personalityId: 'luna' })]);
    await personalities.setLore('lilith', [aLoreEntry({ id: 'b', title: 'The gate' }), aLoreEntry({ id: 'c' })]);
    expect((await personalities.lore('lilith')).map(({ id, title }) => [id, title])).toEqual([
      ['b', 'The gate'],
      ['c', 'The tower'],
    ]);
    expect(ids(await personalities.lore('luna'))).toEqual(['moon']);
    await personalities.setLore('lilith', []);
    expect(await personalities.lore('lilith')).toEqual([]);
  });

  it('keeps lore when a personality is updated', async ({ stores: { personalities } }) => {
    await personalities.setLore('lilith', [aLoreEntry()]);
    await personalities.update(aPersonality({ slug: 'night-queen' }));
    expect(await personalities.lore('lilith')).toEqual([aLoreEntry()]);
  });
}

function removal(open: OpenStores) {
  const it = storesTest(open, people, speakers, talks);

  it('says whether there was a personality to remove', async ({ stores: { personalities } }) => {
    expect(await personalities.remove('lilith')).toBe(true);
    expect(await personalities.remove('lilith')).toBe(false);
    expect((await personalities.all()).map(({ slug }) => slug)).toEqual(['luna']);
  });

  it('removes a personality with its names', async ({ stores: { personalities } }) => {
    await personalities.update(lilith);
    await personalities.remove('lilith');
    const heir = aPersonality({ id: 'heir', slug: 'lilith', aliases: ['Lily'] });
    await personalities.create(heir);
    expect(await personalities.find('lilith')).toEqual(heir);
  });

  it('removes a personality with its lore, and with that of no other', async ({ stores: { personalities } }) => {
    await personalities.setLore('lilith', [aLoreEntry()]);
    await personalities.setLore('luna', [aLoreEntry({ id: 'moon', personalityId: 'luna' })]);
    await personalities.remove('lilith');
    expect(await personalities.lore('lilith')).toEqual([]);
    expect(await personalities.lore('luna')).toHaveLength(1);
  });

  it('removes a personality with its turns', async ({ stores: { personalities, turns, conversations, outbox } }) => {
    await turns.record(aTurnRecord());
    await personalities.remove('lilith');
    expect(await turns.find('hello', 'lilith')).toBeUndefined();
    expect(await outbox.waiting()).toEqual([]);
    expect(await conversations.lines('talk', 10)).toEqual({ lines: [], older: 0 });
    expect(await conversations.history({ userId: 'ada' })).toEqual([]);
    expect(await conversations.lastSpeaker('dm-ada')).toBeUndefined();
  });

  it('leaves the message that another personality answered too', async ({ stores }) => {
    const { personalities, turns, conversations } = stores;
    await turns.record(aTurnRecord({ said: 'Good night, both.' }));
    await turns.record(aTurnRecord({ personalityId: 'luna', answer: 'Sleep well.' }));
    await personalities.remove('lilith');
    const { lines } = await conversations.lines('talk', 10);
    expect(lines.map(({ text }) => text)).toEqual(['Good night, both.', 'Sleep well.']);
  });

  it('removes a personality with its memories, and with those of no other', async ({ stores }) => {
    const { personalities, memories } = stores;
    await memories.add(aMemory());
    await memories.add(aMemory({ id: 'moonlit', personalityId: 'luna' }));
    await personalities.remove('lilith');
    expect(await memories.find('memory')).toBeUndefined();
    expect(await memories.list({ personalityId: 'lilith' })).toEqual([]);
    expect(await memories.find('moonlit')).toBeDefined();
  });

  it('removes a personality with its traces', async ({ stores: { personalities, turns } }) => {
    await turns.record(aTurnRecord({ trace: aSealedTrace() }));
    await personalities.remove('lilith');
    expect(await turns.trace('hello-lilith', noon)).toBeUndefined();
  });

  it('leaves what it cost in the ledger', async ({ stores: { personalities, ledger } }) => {
    await ledger.reserve(aReservation(), []);
    await personalities.remove('lilith');
    expect(await ledger.rows({})).toMatchObject([{ id: 'request', personalityId: null }]);
  });
}

function pictures(open: OpenStores) {
  const it = storesTest(open, people, speakers);
  const plain = (picture: Picture | undefined) => picture && { ...picture, bytes: [...picture.bytes] };

  it('gives a picture back as it was', async ({ stores: { personalities } }) => {
    await personalities.portray('lilith', aPicture(), after(1));
    expect(await personalities.findById('lilith')).toMatchObject({ avatar: aPicture().sha256, updatedAt: after(1) });
    expect(plain(await personalities.picture(aPicture().sha256))).toEqual(plain(aPicture()));
    expect(await personalities.all()).toMatchObject([{ avatar: aPicture().sha256 }, { avatar: null }]);
  });

  it('knows no picture under another fingerprint', async ({ stores: { personalities } }) => {
    expect(await personalities.picture('f'.repeat(64))).toBeUndefined();
  });

  it('changes nothing about somebody but the picture', async ({ stores: { personalities } }) => {
    const before = { ...aPersonality(), aliases: ['Lil'], isPublic: true };
    await personalities.update(before);
    await personalities.portray('lilith', aPicture(), after(1));
    await personalities.portray('lilith', null, after(2));
    expect(await personalities.findById('lilith')).toEqual({ ...before, updatedAt: after(2) });
  });

  it('keeps a picture while somebody has it', async ({ stores: { personalities } }) => {
    const { sha256 } = aPicture();
    for (const id of ['lilith', 'luna']) await personalities.portray(id, aPicture(), after(1));
    await personalities.portray('lilith', aPicture({ sha256: 'e'.repeat(64) }), after(2));
    expect(await personalities.picture(sha256)).toBeDefined();
    await personalities.remove('luna');
    expect(await personalities.picture(sha256)).toBeUndefined();
    await personalities.portray('lilith', null, after(3));
    expect(await personalities.picture('e'.repeat(64))).toBeUndefined();
  });

  it('has no place for a picture of nobody', async ({ stores: { personalities } }) => {
    await expect(personalities.portray('nobody', aPicture(), after(1))).rejects.toMatchObject({ code: 'not_found' });
    expect(await personalities.picture(aPicture().sha256)).toBeUndefined();
  });
}

function counts(open: OpenStores) {
  const it = storesTest(open, people, speakers, talks, async ({ turns }) => {
    const inHall = { venue: hall, conversationId: 'gathering' };
    await turns.record(aTurnRecord({ triggerId: '1' }));
    await turns.record(aTurnRecord({ triggerId: '2', ...inHall, memories: [] }));
    await turns.record(aTurnRecord({ triggerId: '3', ...inHall, userId: 'bob' }));
    await turns.record(aTurnRecord({ personalityId: 'luna', triggerId: '3', ...inHall, userId: 'bob', memories: [] }));
  });

  it("counts everybody's memories and lines with a personality", async ({ stores: { personalities } }) => {
    expect(await personalities.counts('lilith')).toEqual({ memories: 4, messages: 6, lore: 0 });
  });

  it("counts one person's memories and lines with a personality", async ({ stores: { personalities } }) => {
    expect(await personalities.counts('lilith', 'ada')).toEqual({ memories: 2, messages: 4, lore: 0 });
    expect(await personalities.counts('lilith', 'bob')).toEqual({ memories: 2, messages: 2, lore: 0 });
    expect(await personalities.counts('lilith', 'mallory')).toEqual({ memories: 0, messages: 0, lore: 0 });
  });

  it('counts a message with everybody who answered it', async ({ stores: { personalities } }) => {
    expect(await personalities.counts('luna', 'bob')).toEqual({ memories: 0, messages: 2, lore: 0 });
  });

  it("counts lore as nobody's own", async ({ stores: { personalities } }) => {
    await personalities.setLore('luna', [aLoreEntry({ personalityId: 'luna' })]);
    expect(await personalities.counts('luna', 'mallory')).toEqual({ memories: 0, messages: 0, lore: 1 });
  });
}
