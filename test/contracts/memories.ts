import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { terminalVenue, type Venue } from '../../src/domain/conversation/venue.js';
import type { Memory } from '../../src/domain/memory/memory.js';
import type { Found } from '../../src/domain/memory/recall.js';
import { mayRecall, type Scope } from '../../src/domain/memory/scope.js';
import { termsOf } from '../../src/domain/memory/terms.js';
import { aMemory, aTurnRecord, aVenue, after, anAccount } from '../support/builders.js';
import { hall, ids, opened, people, speakers, storesTest, talks, type OpenStores } from './stores.js';

/** What every Memories promises. Run it against each adapter, and against the fake. */
export function memoriesContract(open: OpenStores) {
  describe('keeps the Memories contract', () => {
    keeping(open);
    listing(open);
    searching(open);
    scoping(open);
    oddTerms(open);
    removing(open);
  });
}

const plenty = 1000;
const adasDm = aVenue();
const bobsDm = aVenue({ channelId: 'dm-bob' });
const terminal = terminalVenue(anAccount('ada'));
const library = aVenue({ kind: 'guild', channelId: 'library' });
const alcove = aVenue({ kind: 'thread' });
const vault = aVenue({ kind: 'guild', channelId: 'vault', isPublic: false });
const cell = aVenue({ kind: 'thread', channelId: 'cell', isPublic: false });
const market = aVenue({ kind: 'guild', channelId: 'market', guildId: 'town' });
const cellar = aVenue({ kind: 'guild', channelId: 'cellar', guildId: 'town', isPublic: false });
const everywhere = [adasDm, bobsDm, terminal, hall, library, alcove, vault, cell, market, cellar] as const;

const scopeOf = (fields: Partial<Scope> = {}): Scope => ({
  userId: 'ada',
  personalityId: 'lilith',
  venue: adasDm,
  ...fields,
});

const foundIds = ({ candidates }: Found) => candidates.map(({ memory }) => memory.id).toSorted();

function keeping(open: OpenStores) {
  const it = storesTest(open, people, speakers, talks);

  it('finds no memory under an id that none has', async ({ stores: { memories } }) => {
    expect(await memories.find('memory')).toBeUndefined();
  });

  it('gives a memory back as it was', async ({ stores: { memories } }) => {
    const memory = aMemory({
      text: '  “Who’s there?”\n\n🌙 e\u0301\t`x`\r\n<b>&amp;</b> ',
      sector: 'emotional',
      sectors: ['emotional', 'semantic'],
      venue: cell,
      source: 'import',
      others: ['bob', 'mallory'],
      unclaimed: true,
      undated: true,
    });
    await memories.add(memory);
    expect(await memories.find('memory')).toEqual(memory);
  });

  it('gives back from everywhere where something was said', async ({ stores: { memories } }) => {
    for (const venue of everywhere) await memories.add(aMemory({ id: venue.channelId, venue }));
    for (const venue of everywhere) expect(await memories.find(venue.channelId)).toMatchObject({ venue });
  });

  it('gives back both halves of a turn as they were', async ({ stores: { memories, turns } }) => {
    const turn = aTurnRecord();
    await turns.record(turn);
    expect((await memories.list({ personalityId: 'lilith' })).toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
      turn.memories,
    );
  });

  it('changes nothing when a memory is added whose id is there already', async ({ stores: { memories } }) => {
    const first = aMemory({ text: 'She has a lantern.' });
    await memories.add(first);
    await memories.add(aMemory({ text: 'She has a raven.', userId: 'bob', personalityId: 'luna', venue: hall }));
    expect(await memories.find('memory')).toEqual(first);
    expect(await memories.search(scopeOf(), ['lantern', 'raven'], plenty)).toMatchObject({
      candidates: [{ memory: first }],
      scopeSize: 1,
    });
  });

  it('throws nothing away because it was said before, or is long', async ({ stores: { memories } }) => {
    const long = 'lantern '.repeat(12_500);
    await memories.add(aMemory({ id: 'first', text: 'lantern' }));
    await memories.add(aMemory({ id: 'again', text: 'lantern' }));
    await memories.add(aMemory({ id: 'empty', text: '' }));
    await memories.add(aMemory({ id: 'long', text: long }));
    expect(await memories.find('long')).toMatchObject({ text: long });
    expect(await memories.find('empty')).toMatchObject({ text: '' });
    const found = await memories.search(scopeOf(), ['lantern'], plenty);
    expect(foundIds(found)).toEqual(['again', 'first', 'long']);
    expect(found.scopeSize).toBe(4);
  });

  it('writes nothing when it is read', async ({ stores: { memories } }) => {
    await memories.add(aMemory({ text: 'lantern' }));
    const look = async () => [
      await memories.find('memory'),
      await memories.list({ personalityId: 'lilith' }),
      await memories.search(scopeOf(), ['lantern'], plenty),
    ];
    expect(await look()).toEqual(await look());
  });
}

function listing(open: OpenStores) {
  const it = storesTest(open, people, speakers, async ({ memories }) => {
    await memories.add(aMemory({ id: 'second', saidAt: after(2) }));
    await memories.add(aMemory({ id: 'third', saidAt: after(3), venue: hall }));
    await memories.add(aMemory({ id: 'first', saidAt: after(1), userId: 'bob', venue: bobsDm }));
    await memories.add(aMemory({ id: 'fourth', saidAt: after(4), personalityId: 'luna' }));
  });

  it('lists the memories of a personality, newest first', async ({ stores: { memories } }) => {
    expect(ids(await memories.list({ personalityId: 'lilith' }))).toEqual(['third', 'second', 'first']);
    expect(ids(await memories.list({ personalityId: 'luna' }))).toEqual(['fourth']);
    expect(await memories.list({ personalityId: 'nobody' })).toEqual([]);
  });

  it('lists the memories of one person', async ({ stores: { memories } }) => {
    expect(ids(await memories.list({ personalityId: 'lilith', userId: 'ada' }))).toEqual(['third', 'second']);
    expect(await memories.list({ personalityId: 'luna', userId: 'bob' })).toEqual([]);
  });

  it('lists what one was part of among one’s own', async ({ stores: { memories } }) => {
    await memories.add(aMemory({ id: 'together', saidAt: after(5), userId: 'ada', others: ['mallory', 'bob'] }));
    expect(ids(await memories.list({ personalityId: 'lilith', userId: 'bob' }))).toEqual(['together', 'first']);
    expect(ids(await memories.list({ personalityId: 'lilith', userId: 'ada' }))).toEqual([
      'together',
      'third',
      'second',
    ]);
  });

  it('lists the newest where there is a limit', async ({ stores: { memories } }) => {
    expect(ids(await memories.list({ personalityId: 'lilith', limit: 2 }))).toEqual(['third', 'second']);
    expect(ids(await memories.list({ personalityId: 'lilith', userId: 'bob', limit: 2 }))).toEqual(['first']);
  });

  it('lists memories as they are found', async ({ stores: { memories } }) => {
    expect(await memories.list({ personalityId: 'luna' })).toEqual([await memories.find('fourth')]);
  });
}

function searching(open: OpenStores) {
  const it = storesTest(open, people, speakers);

  it('finds what shares a term with the query', async ({ stores: { memories } }) => {
    await memories.add(aMemory({ id: 'lantern', text: 'The lanterns were burning.' }));
    await memories.add(aMemory({ id: 'harbour', text: 'A lantern in the harbour.' }));
    await memories.add(aMemory({ id: 'raven', text: 'The raven slept.' }));
    const found = await memories.search(scopeOf(), termsOf('Which lantern?'), plenty);
    expect(foundIds(found)).toEqual(['harbour', 'lantern']);
    expect(found.scopeSize).toBe(3);
  });

  it('finds what shares any of the terms', async ({ stores: { memories } }) => {
    await memories.add(aMemory({ id: 'lantern', text: 'A lantern.' }));
    await memories.add(aMemory({ id: 'raven', text: 'A raven.' }));
    expect(foundIds(await memories.search(scopeOf(), ['raven', 'nowhere', 'lantern'], plenty))).toEqual([
      'lantern',
      'raven',
    ]);
  });

  it.for(['Übermut', 'naïveté', 'ÉCLAIR', 'маяк', 'φάρος', '灯台', 'x9', '2026'])(
    'finds %s by the terms of the same word',
    async (word, { stores: { memories } }) => {
      await memories.add(aMemory({ id: 'meant', text: `It was ${word}, they said.` }));
      await memories.add(aMemory({ id: 'other', text: 'Something else.' }));
      expect(foundIds(await memories.search(scopeOf(), termsOf(word), plenty))).toEqual(['meant']);
    },
  );

  it('finds whole words only', async ({ stores: { memories } }) => {
    await memories.add(aMemory({ text: 'A lanternfish.' }));
    expect(foundIds(await memories.search(scopeOf(), ['lantern'], plenty))).toEqual([]);
  });

  it('gives a memory with its terms, in order and with repetitions', async ({ stores: { memories } }) => {
    const text = 'Lantern upon lantern, and a raven: LANTERN!';
    await memories.add(aMemory({ text }));
    const found = await memories.search(scopeOf(), ['raven'], plenty);
    expect(found.candidates).toEqual([{ memory: await memories.find('memory'), terms: termsOf(text) }]);
  });

  it('finds nothing without terms, and counts all the same', async ({ stores: { memories } }) => {
    await memories.add(aMemory({ text: 'A lantern.' }));
    expect(await memories.search(scopeOf(), [], plenty)).toEqual({ candidates: [], scopeSize: 1 });
    expect(await memories.search(scopeOf(), ['raven'], plenty)).toEqual({ candidates: [], scopeSize: 1 });
  });

  it('finds each memory once, whatever the terms repeat', async ({ stores: { memories } }) => {
    await memories.add(aMemory({ text: 'A lantern, a raven, a lantern.' }));
    expect(foundIds(await memories.search(scopeOf(), ['lantern', 'raven', 'lantern'], plenty))).toEqual(['memory']);
  });

  it('gives no more candidates than asked for, the best of them', async ({ stores: { memories } }) => {
    for (const id of ['a', 'b', 'c', 'd']) await memories.add(aMemory({ id, text: 'The raven slept by the window.' }));
    await memories.add(aMemory({ id: 'best', text: 'The raven slept by the lantern.' }));
    for (const id of ['e', 'f', 'g', 'h']) await memories.add(aMemory({ id, text: 'The raven slept by the window.' }));
    const query = ['lantern', 'raven'];
    expect(foundIds(await memories.search(scopeOf(), query, 1))).toEqual(['best']);
    const few = await memories.search(scopeOf(), query, 4);
    expect(few.candidates).toHaveLength(4);
    expect(foundIds(few)).toContain('best');
    expect(few.scopeSize).toBe(9);
    expect(await memories.search(scopeOf(), query, 0)).toEqual({ candidates: [], scopeSize: 9 });
  });

  it('finds the same whatever others remember', async ({ stores: { memories } }) => {
    await memories.add(aMemory({ id: 'lantern', text: 'A lantern and a raven.' }));
    await memories.add(aMemory({ id: 'raven', text: 'A raven.' }));
    const alone = await memories.search(scopeOf(), ['lantern', 'raven'], plenty);
    for (let index = 0; index < 20; index++) {
      await memories.add(aMemory({ id: `bob-${index}`, userId: 'bob', venue: bobsDm, text: 'A lantern, a lantern.' }));
      await memories.add(aMemory({ id: `luna-${index}`, personalityId: 'luna', text: 'A lantern, a lantern.' }));
    }
    expect(await memories.search(scopeOf(), ['lantern', 'raven'], plenty)).toEqual(alone);
  });
}

type Told = {
  readonly by?: string;
  readonly with?: readonly string[];
  readonly to?: string;
  readonly at: Venue;
  readonly unclaimed?: true;
};
type Rule = readonly [rule: string, told: Told, here: Venue];

const allowed: readonly Rule[] = [
  ['what one said in this direct message', { at: adasDm }, adasDm],
  ['what one said in a public channel, in a direct message', { at: hall }, adasDm],
  ['what one said in a public thread, in a direct message', { at: alcove }, adasDm],
  ['what one said in a private channel, in a direct message', { at: vault }, adasDm],
  ['what one said in a private thread, in a direct message', { at: cell }, adasDm],
  ['what one said in any guild, in a direct message', { at: cellar }, adasDm],
  ['what one said in the terminal, in a direct message', { at: terminal }, adasDm],
  ['what one said in a direct message, in the terminal', { at: adasDm }, terminal],
  ['what one said in this channel', { at: hall }, hall],
  ['what one said in another public channel of the guild', { at: library }, hall],
  ['what one said in a public thread of the guild', { at: alcove }, hall],
  ['what one said in a public channel, in a thread of the guild', { at: hall }, alcove],
  ['what one said in this private channel', { at: vault }, vault],
  ['what one said in this private thread', { at: cell }, cell],
  ['what one said in a public channel, in a private channel of the guild', { at: hall }, vault],
  ["other people's turns in this channel", { by: 'bob', at: hall }, hall],
  ["other people's turns in this private channel", { by: 'bob', at: vault }, vault],
  ["other people's turns in this thread", { by: 'bob', at: alcove }, alcove],
  ['what one was part of in a direct message, in a direct message', { by: 'bob', with: ['ada'], at: bobsDm }, adasDm],
  ['what one was part of in another guild, in a direct message', { by: 'bob', with: ['ada'], at: cellar }, adasDm],
  ['what one was part of in another public channel of the guild', { by: 'bob', with: ['ada'], at: library }, hall],
  ['what nobody has claimed, for its keeper, in a direct message', { at: cellar, unclaimed: true }, adasDm],
  ['what nobody has claimed, for its keeper, in this channel', { at: hall, unclaimed: true }, hall],
  ['what nobody has claimed, for its keeper, elsewhere in the guild', { at: library, unclaimed: true }, hall],
];

const forbidden: readonly Rule[] = [
  ['a direct message in a guild', { at: adasDm }, hall],
  ['a direct message in a private channel', { at: adasDm }, vault],
  ['a direct message in a private thread', { at: adasDm }, cell],
  ['the terminal in a guild', { at: terminal }, hall],
  ['another guild', { at: market }, hall],
  ['a private channel of another guild', { at: cellar }, hall],
  ['a private channel in a public one', { at: vault }, hall],
  ['a private channel in a thread', { at: vault }, alcove],
  ['a private channel in another private one', { at: vault }, cell],
  ['a private thread in a public channel', { at: cell }, hall],
  ['a private thread in a private channel', { at: cell }, vault],
  ["other people's turns in another channel of the guild", { by: 'bob', at: library }, hall],
  ["other people's turns in a thread of the guild", { by: 'bob', at: alcove }, hall],
  ["other people's turns in a private channel", { by: 'bob', at: vault }, hall],
  ["other people's turns in another guild", { by: 'bob', at: market }, hall],
  ["other people's turns in a channel, in a direct message", { by: 'bob', at: hall }, adasDm],
  ["other people's direct messages in a direct message", { by: 'bob', at: bobsDm }, adasDm],
  ["other people's direct messages in a guild", { by: 'bob', at: bobsDm }, hall],
  ["other people's turns in the very same direct message", { by: 'bob', at: adasDm }, adasDm],
  ["another personality's memory, in a direct message", { to: 'luna', at: adasDm }, adasDm],
  ["another personality's memory, in the same channel", { to: 'luna', at: hall }, hall],
  ["other people's turns with another personality, in the same channel", { by: 'bob', to: 'luna', at: hall }, hall],
  ['what others were part of, in a direct message', { by: 'bob', with: ['mallory'], at: bobsDm }, adasDm],
  ['what one was part of in a private channel, in a public one', { by: 'bob', with: ['ada'], at: vault }, hall],
  ['what one was part of in another guild', { by: 'bob', with: ['ada'], at: market }, hall],
  [
    'what nobody has claimed, for others than its keeper, in this channel',
    { by: 'bob', at: hall, unclaimed: true },
    hall,
  ],
  [
    'what nobody has claimed, for others than its keeper, in a private channel',
    { by: 'bob', at: vault, unclaimed: true },
    vault,
  ],
  [
    'what nobody has claimed, for others than its keeper, in a direct message',
    { by: 'bob', at: bobsDm, unclaimed: true },
    adasDm,
  ],
];

const words = ['lantern', 'harbour', 'raven', 'tower'] as const;
const anyScope = fc.record<Scope>({
  userId: fc.constantFrom('ada', 'bob', 'mallory'),
  personalityId: fc.constantFrom('lilith', 'luna'),
  venue: fc.constantFrom(...everywhere),
});
const anyText = fc.array(fc.constantFrom(...words, 'the', '🌙'), { maxLength: 4 }).map(chosen => chosen.join(' '));
const anyMemories = fc
  .array(fc.tuple(anyScope, anyText, fc.subarray(['ada', 'bob', 'mallory']), fc.boolean()), { maxLength: 15 })
  .map(told =>
    told.map(([scope, text, company, isClaimed], index): Memory => {
      const others = company.filter(id => id !== scope.userId);
      const owned = { ...(others.length > 0 && { others }), ...(!isClaimed && { unclaimed: true as const }) };
      return aMemory({ ...scope, ...owned, text, id: String(index) });
    }),
  );
const anyQuery = fc.subarray([...words], { minLength: 1 }).map(chosen => termsOf(chosen.join(' ')));
const runs = { seed: 1815, numRuns: 100 };

function scoping(open: OpenStores) {
  const it = storesTest(open, people, speakers, async ({ memories }) => {
    await memories.add(aMemory({ id: 'unrelated', userId: 'mallory', venue: market, text: 'A lantern.' }));
  });

  const rules = [
    ...allowed.map(rule => [`recalls ${rule[0]}`, rule, 1] as const),
    ...forbidden.map(rule => [`never recalls ${rule[0]}`, rule, 0] as const),
  ];

  it.for(rules)('%s', async ([, [, told, venue], count], { stores: { memories } }) => {
    const { by = 'ada', to = 'lilith', at, with: others = [], unclaimed } = told;
    const owned = { ...(others.length > 0 && { others }), ...(unclaimed && { unclaimed }) };
    await memories.add(aMemory({ userId: by, personalityId: to, venue: at, text: 'A lantern.', ...owned }));
    const found = await memories.search(scopeOf({ venue }), ['lantern'], plenty);
    expect(foundIds(found)).toEqual(count === 0 ? [] : ['memory']);
    expect(found.scopeSize).toBe(count);
  });

  it('gives the whole limit to what is inside the scope', async ({ stores: { memories } }) => {
    for (let index = 0; index < 20; index++) {
      await memories.add(aMemory({ id: `bob-${index}`, userId: 'bob', venue: bobsDm, text: 'lantern lantern' }));
    }
    await memories.add(aMemory({ id: 'own', text: 'Somewhere in the harbour there was a lantern.' }));
    expect(foundIds(await memories.search(scopeOf(), ['lantern'], 1))).toEqual(['own']);
  });

  it('recalls, of any memories anywhere, exactly what the scope allows', async () => {
    await fc.assert(
      fc.asyncProperty(anyMemories, anyScope, anyQuery, async (told, scope, query) => {
        await using stores = await opened(open, people, speakers);
        for (const memory of told) await stores.memories.add(memory);
        const inside = told.filter(memory => mayRecall(memory, scope));
        const sharing = inside.filter(({ text }) => termsOf(text).some(term => query.includes(term)));
        const found = await stores.memories.search(scope, query, plenty);
        expect(foundIds(found)).toEqual(ids(sharing).toSorted());
        expect(found.scopeSize).toBe(inside.length);
      }),
      runs,
    );
  });

  it('recalls, however few are asked for, nothing that the scope forbids', async () => {
    await fc.assert(
      fc.asyncProperty(anyMemories, anyScope, anyQuery, fc.nat({ max: 3 }), async (told, scope, query, limit) => {
        await using stores = await opened(open, people, speakers);
        for (const memory of told) await stores.memories.add(memory);
        const { candidates } = await stores.memories.search(scope, query, limit);
        expect(candidates.filter(({ memory }) => !mayRecall(memory, scope))).toEqual([]);
        expect(candidates.length).toBeLessThanOrEqual(limit);
      }),
      runs,
    );
  });
}

const odd = [
  '', ' ', '"', '""', "'", '*', '-', '+', '^', ':', '(', ')', '{', '}', ',', ';', '--', '/*', '\\', '%', '_', '?', '@', '$1',
  'AND', 'OR', 'NOT', 'NEAR', 'NEAR(', 'NEAR(a b, 2)', 'terms:', 'rowid', '"; DROP TABLE memories; --',
  '🌙', '👩‍👩‍👧', '\u0301', '\u200b', '\ufeff', '\ud800', '\u0000', 'a\u0000b', '\n', 'ﷺ'.repeat(100), 'x'.repeat(10_240), '"'.repeat(10_240),
]; // prettier-ignore

const queries = [
  'lan*',
  'lantern OR harbour',
  'NEAR(lantern harbour)',
  'NOT harbour',
  'text:lantern',
  'lantern harbour',
];

function oddTerms(open: OpenStores) {
  const it = storesTest(open, people, speakers, async ({ memories }) => {
    await memories.add(aMemory({ id: 'lantern', text: 'A lantern.' }));
    await memories.add(aMemory({ id: 'harbour', text: 'Some harbour.' }));
  });

  it.for(odd.map(term => [JSON.stringify(term.slice(0, 12)), term] as const))(
    'takes %s for a plain word that nobody said',
    async ([, term], { stores: { memories } }) => {
      expect(await memories.search(scopeOf(), [term], plenty)).toEqual({ candidates: [], scopeSize: 2 });
    },
  );

  it.for(queries)('does not take %s for a query', async (term, { stores: { memories } }) => {
    expect(await memories.search(scopeOf(), [term], plenty)).toEqual({ candidates: [], scopeSize: 2 });
  });

  it('finds a plain word among odd ones', async ({ stores: { memories } }) => {
    expect(foundIds(await memories.search(scopeOf(), [...odd, 'lantern', ...odd], plenty))).toEqual(['lantern']);
  });

  it('finds a word in a query of ten thousand characters', async ({ stores: { memories } }) => {
    const terms = Array.from({ length: 2000 }, (_, index) => `w${index}`);
    expect(foundIds(await memories.search(scopeOf(), [...terms, 'lantern'], plenty))).toEqual(['lantern']);
  });

  it('throws for no terms at all', async ({ stores: { memories } }) => {
    const anyTerm = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('"', '*', '(', ')', ' ', 'AND', 'OR', 'NOT', 'NEAR', ':', '^', '-', 'q') }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(anyTerm, { maxLength: 5 }), async terms => {
        expect((await memories.search(scopeOf(), terms, plenty)).scopeSize).toBe(2);
      }),
      runs,
    );
  });
}

function removing(open: OpenStores) {
  const it = storesTest(open, people, speakers, talks);

  it('says whether there was a memory to remove', async ({ stores: { memories } }) => {
    await memories.add(aMemory());
    expect(await memories.remove('memory')).toBe(true);
    expect(await memories.remove('memory')).toBe(false);
    expect(await memories.remove('never')).toBe(false);
  });

  it('neither finds nor lists nor recalls what was removed', async ({ stores: { memories } }) => {
    await memories.add(aMemory({ text: 'A lantern.' }));
    await memories.add(aMemory({ id: 'other', text: 'Another lantern.' }));
    await memories.remove('memory');
    expect(await memories.find('memory')).toBeUndefined();
    expect(ids(await memories.list({ personalityId: 'lilith' }))).toEqual(['other']);
    const found = await memories.search(scopeOf(), ['lantern'], plenty);
    expect(foundIds(found)).toEqual(['other']);
    expect(found.scopeSize).toBe(1);
  });

  it('recalls what was removed and told again by its new words only', async ({ stores: { memories } }) => {
    await memories.add(aMemory({ text: 'A lantern.' }));
    await memories.remove('memory');
    await memories.add(aMemory({ text: 'A raven.' }));
    expect(foundIds(await memories.search(scopeOf(), ['lantern'], plenty))).toEqual([]);
    expect(foundIds(await memories.search(scopeOf(), ['raven'], plenty))).toEqual(['memory']);
  });

  it('keeps what was answered to a memory that is removed', async ({ stores: { memories, turns } }) => {
    await turns.record(aTurnRecord({ answer: 'By the lantern.' }));
    await memories.remove('hello-lilith-heard');
    expect(foundIds(await memories.search(scopeOf(), ['lantern'], plenty))).toEqual(['hello-lilith-spoken']);
  });

  it('keeps the line that a memory came from', async ({ stores: { memories, turns, conversations } }) => {
    await turns.record(aTurnRecord());
    await memories.remove('hello-lilith-heard');
    await memories.remove('hello-lilith-spoken');
    expect((await conversations.lines('talk', 10)).lines).toHaveLength(2);
    expect(await turns.find('hello', 'lilith')).toMatchObject({ text: 'Always.', memoryId: null });
  });
}
