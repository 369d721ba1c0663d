import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LoreRules } from '../../../src/domain/personality/lore.js';
import { activeIds, aScene, anEntry, chosen, codeOf } from '../../support/lore.js';
import { choose } from '../../../src/domain/lore/choose.js';

const book = { name: 'World', recursive: true };

describe('lore', () => {
  it('that is constant is there without a key', () => {
    const choice = chosen([anEntry('tower', {}, { keys: [], constant: true })], ['Hello.']);
    expect(choice.active).toMatchObject([{ id: 'tower', code: 'constant', place: 'system' }]);
  });

  it('that is not enabled is not there, constant or not', () => {
    const entries = [
      anEntry('a', {}, { enabled: false, constant: true }),
      anEntry('b', {}, { enabled: false, content: '@@activate\nB.' }),
    ];
    expect(chosen(entries, ['a b']).inactive.map(({ code }) => code)).toEqual(['disabled', 'disabled']);
  });

  it('without text is not there', () => {
    const entries = [anEntry('a', {}, { content: ' \n' }), anEntry('b', {}, { content: '@@activate\n' })];
    expect(chosen(entries, ['a b']).inactive.map(({ code }) => code)).toEqual(['empty', 'empty']);
  });

  it('is there once any of its keys is heard', () => {
    expect(activeIds(chosen([anEntry('a', {}, { keys: ['gate', 'tower', 'TOWER'] })], ['the tower, the gate']))).toEqual(['a']); // prettier-ignore
  });

  it('says why it is there, and why not', () => {
    const choice = chosen([anEntry('tower'), anEntry('gate')], ['The tower!']);
    expect(choice.active[0]?.why).toBe('“tower” is heard.');
    expect(choice.inactive).toEqual([
      { id: 'gate', title: 'gate', code: 'no-key', why: 'None of its keys is heard.', remarks: [] },
    ]);
  });

  it('says which of its expressions are not used', () => {
    const choice = chosen([anEntry('a', {}, { keys: ['/(a+)+/', 'tower'] })], ['tower aaa']);
    expect(choice.active[0]?.remarks).toEqual([
      'The expression /(a+)+/ is not used: it repeats something that already varies.',
    ]);
  });

  it('is not looked for by more expressions than there is time for, and says so', () => {
    const keys = Array.from({ length: 100 }, (_, index) => `/a*a*[z${index}]/`);
    const entries = keys.map((key, index) => anEntry(String(index).padStart(2, '0'), {}, { keys: [key] }));
    const { active, inactive } = chosen([...entries, anEntry('z')], [`${'a'.repeat(180)} z`]);
    expect(active.length).toBeGreaterThan(20);
    expect(active.at(-1)?.id).toBe('z');
    expect(inactive.length).toBeGreaterThan(20);
    expect(inactive.at(-1)?.remarks).toContain('All expressions together would take too long.');
  });

  it('listens to one line at a time', () => {
    expect(activeIds(chosen([anEntry('old keep')], ['It is old', 'Keep it.']))).toEqual([]);
  });

  it('has names filled in where its keys have places for them', () => {
    const fill = (key: string) => key.replace('{{char}}', 'Lilith');
    expect(activeIds(chosen([anEntry('a', {}, { keys: ['{{char}}'] })], ['Dear Lilith'], { fill }))).toEqual(['a']);
  });
});

describe('secondary keys', () => {
  it.each<[NonNullable<LoreRules['logic']>, string, boolean]>([
    ['any', 'tower', false],
    ['any', 'tower red', true],
    ['any', 'red blue', false],
    ['all', 'tower red', false],
    ['all', 'tower red blue', true],
    ['not-any', 'tower', true],
    ['not-any', 'tower blue', false],
    ['not-all', 'tower', true],
    ['not-all', 'tower blue', true],
    ['not-all', 'tower red blue', false],
  ])('with the logic %s and the words “%s”', (logic, words, is) => {
    const choice = chosen([anEntry('tower', { secondaryKeys: ['red', 'blue'], logic })], [words]);
    const missed = words.includes('tower') ? 'secondary' : 'no-key';
    expect(codeOf(choice, 'tower')).toBe(is ? 'key' : missed);
  });

  it.each<[string, LoreRules]>([
    ['there is no logic', { secondaryKeys: ['red'] }],
    ['there are none', { logic: 'all', secondaryKeys: [] }],
    ['nobody speaks of them', { logic: 'any' }],
  ])('do not count where %s', (_, rules) => {
    expect(activeIds(chosen([anEntry('tower', rules)], ['tower']))).toEqual(['tower']);
  });

  it('may stand in another line', () => {
    const rules: LoreRules = { secondaryKeys: ['red'], logic: 'any' };
    expect(activeIds(chosen([anEntry('tower', rules)], ['red', '> Hm?', 'tower']))).toEqual(['tower']);
  });
});

describe('the lines that are listened to', () => {
  const lines = ['tower', '> Hm.', 'And?', '> Hm.', 'Yes.'];
  it.each<[string, LoreRules, boolean]>([
    ['are four', {}, false],
    ['are as many as the entry says', { scanDepth: 5 }, true],
    ['are as many as the book says', { book: { name: 'World', scanDepth: 5 } }, true],
    ['are as many as the entry says, whatever the book says', { scanDepth: 2, book: { name: 'World', scanDepth: 5 } }, false], // prettier-ignore
  ])('%s', (_, rules, is) => {
    expect(chosen([anEntry('tower', rules)], lines).active.length === 1).toBe(is);
  });

  it('include the newest, and those of everybody', () => {
    const entries = [anEntry('new'), anEntry('own')];
    expect(activeIds(chosen(entries, ['> own', 'new']))).toEqual(['new', 'own']);
  });

  it('are none where the entry says none', () => {
    expect(activeIds(chosen([anEntry('tower', { scanDepth: 0 })], ['tower']))).toEqual([]);
  });
});

describe('probability', () => {
  it.each([
    [100, 0.999, true],
    [50, 0.49, true],
    [50, 0.5, false],
    [0, 0, false],
  ])('of %d with chance %d', (probability, chance, is) => {
    const choice = chosen([anEntry('tower', { probability })], ['tower'], { chance: () => chance });
    expect(choice.active.length === 1).toBe(is);
    expect(codeOf(choice, 'tower')).toBe(is ? 'key' : 'probability');
  });

  it('is for constant lore too, which then stands with the message', () => {
    const entry = anEntry('tower', { probability: 50 }, { constant: true });
    expect(chosen([entry], ['Hm.'], { chance: () => 0.4 }).active).toMatchObject([{ place: 'turn' }]);
    expect(codeOf(chosen([entry], ['Hm.'], { chance: () => 0.6 }), 'tower')).toBe('probability');
  });

  it('is asked of each entry and moment by name', () => {
    const asked: string[] = [];
    const chance = (words: string) => {
      asked.push(words);
      return 0;
    };
    chosen([anEntry('tower', { probability: 50 })], ['tower'], { chance, earlier: 7 });
    expect(asked).toEqual(['tower at 8']);
  });
});

describe('time', () => {
  const talk = (...said: string[]) =>
    said.flatMap((line, index) => (index < said.length - 1 ? [line, '> Hm.'] : [line]));
  const at = (rules: LoreRules, ...said: string[]) => codeOf(chosen([anEntry('tower', { scanDepth: 1, ...rules })], talk(...said)), 'tower'); // prettier-ignore

  it('lets sticky lore stay for so many lines', () => {
    expect(at({ sticky: 3 }, 'tower', 'And?')).toBe('sticky');
    expect(at({ sticky: 2 }, 'tower', 'And?')).toBe('no-key');
    expect(at({ sticky: 5 }, 'tower', 'And?', 'So?')).toBe('sticky');
    expect(at({ sticky: 4 }, 'tower', 'And?', 'So?')).toBe('no-key');
  });

  it('counts from when sticky lore came up, not from when it was last heard', () => {
    expect(at({ sticky: 3 }, 'tower', 'tower', 'So?')).toBe('no-key');
  });

  it('lets lore rest after it came up', () => {
    expect(at({ cooldown: 3 }, 'tower', 'tower')).toBe('cooldown');
    expect(at({ cooldown: 2 }, 'tower', 'tower')).toBe('key');
  });

  it('lets sticky lore rest once it has stayed', () => {
    const rules = { sticky: 3, cooldown: 3 };
    expect(at(rules, 'tower', 'And?')).toBe('sticky');
    expect(at(rules, 'tower', 'And?', 'tower')).toBe('cooldown');
    expect(at(rules, 'tower', 'And?', 'Hm?', 'tower')).toBe('cooldown');
    expect(at(rules, 'tower', 'And?', 'Hm?', 'Hm?', 'tower')).toBe('key');
  });

  it('lets lore wait until so many lines are said', () => {
    expect(at({ delay: 3 }, 'tower')).toBe('delay');
    expect(at({ delay: 3 }, 'Hello.', 'tower')).toBe('key');
    expect(codeOf(chosen([anEntry('tower', { delay: 9 })], ['tower'], { earlier: 8 }), 'tower')).toBe('key');
  });

  it('does not count a line that nobody answered', () => {
    const entry = anEntry('tower', { scanDepth: 1, cooldown: 9 });
    expect(codeOf(chosen([entry], ['tower', 'Hello?', 'tower']), 'tower')).toBe('key');
  });

  it('lets sticky lore come up anew once it has stayed', () => {
    expect(at({ sticky: 4 }, 'tower', 'Hm?', 'tower', 'So?')).toBe('sticky');
  });

  it('listens to the past no farther back than to the present', () => {
    const entry = anEntry('tower', { scanDepth: 1, sticky: 9 });
    expect(codeOf(chosen([entry], ['tower', 'Hm?', '> Hm.', 'And?']), 'tower')).toBe('no-key');
  });

  it('is as luck had it then', () => {
    const entry = anEntry('tower', { scanDepth: 1, sticky: 9, probability: 50 });
    const lucky = (line: number) => (words: string) => (words === `tower at ${line}` ? 0 : 0.9);
    expect(codeOf(chosen([entry], talk('tower', 'And?'), { chance: lucky(1) }), 'tower')).toBe('sticky');
    expect(codeOf(chosen([entry], talk('tower', 'And?'), { chance: lucky(2) }), 'tower')).toBe('no-key');
  });

  it('is not of two minds when the window begins later', () => {
    const entry = anEntry('tower', { scanDepth: 1, sticky: 3 });
    const lines = talk('Hello.', 'tower', 'And?');
    expect(codeOf(chosen([entry], lines), 'tower')).toBe('sticky');
    expect(codeOf(chosen([entry], lines.slice(2), { earlier: 2, turn: 2 }), 'tower')).toBe('sticky');
  });
});

describe('a group', () => {
  const group = 'weather';
  it('lets one come up, by weight', () => {
    const entries = [anEntry('a', { group, groupWeight: 10 }), anEntry('b', { group, groupWeight: 90 })];
    const winner = (chance: number) => activeIds(chosen(entries, ['a b'], { chance: () => chance }));
    expect([winner(0.05), winner(0.15), winner(0.99)]).toEqual([['a'], ['b'], ['b']]);
    expect(codeOf(chosen(entries, ['a b']), 'a')).toBe('group');
  });

  it('of which one is called is no contest', () => {
    expect(activeIds(chosen([anEntry('a', { group }), anEntry('b', { group })], ['b']))).toEqual(['b']);
  });

  it('is led by who may override, of those by the highest order', () => {
    const entries = [
      anEntry('a', { group, groupOverride: true }, { order: 1 }),
      anEntry('b', { group, groupOverride: true }, { order: 2 }),
      anEntry('c', { group, groupWeight: 1_000_000 }, { order: 3 }),
    ];
    expect(activeIds(chosen(entries, ['a b c']))).toEqual(['b']);
  });

  it('goes to who is heard most, where that counts', () => {
    const rules: LoreRules = { group, groupScoring: true };
    const entries = [anEntry('a', rules), anEntry('b', rules, { keys: ['b', 'c'] })];
    expect(activeIds(chosen(entries, ['a b c'], { chance: () => 0 }))).toEqual(['b']);
  });

  it('stays with who stays', () => {
    const entries = [anEntry('a', { group, sticky: 9 }), anEntry('b', { group, groupOverride: true })];
    expect(activeIds(chosen(entries, ['a', '> Hm.', 'b']))).toEqual(['a']);
  });

  it('brings nothing when its winner has no luck', () => {
    const entries = [anEntry('a', { group, groupOverride: true, probability: 1 }), anEntry('b', { group })];
    expect(activeIds(chosen(entries, ['a b']))).toEqual([]);
  });

  it('can be one of several that an entry stands in', () => {
    const entries = [anEntry('a', { group: 'x, y', groupOverride: true }), anEntry('b', { group: 'x' }), anEntry('c', { group: 'y' })]; // prettier-ignore
    expect(activeIds(chosen(entries, ['a b c']))).toEqual(['a']);
  });

  it('does not go to who has no weight', () => {
    const entries = [anEntry('a', { group, groupWeight: 0 }), anEntry('b', { group })];
    expect(activeIds(chosen(entries, ['a b'], { chance: () => 0 }))).toEqual(['b']);
  });

  it('goes by the other keys too, where they count', () => {
    const rules: LoreRules = { group, groupScoring: true };
    const entries = [anEntry('a', rules), anEntry('b', { ...rules, secondaryKeys: ['c'], logic: 'all' })];
    expect(activeIds(chosen(entries, ['a b c'], { chance: () => 0 }))).toEqual(['b']);
  });

  it('without any weight still has a winner', () => {
    const entries = [anEntry('a', { group, groupWeight: 0 }), anEntry('b', { group, groupWeight: 0 })];
    expect(activeIds(chosen(entries, ['a b']))).toEqual(['a']);
  });
});

describe('recursion', () => {
  const calls = (id: string, other: string, rules: LoreRules = {}) => anEntry(id, { book, ...rules }, { content: `See ${other}.` }); // prettier-ignore

  it('lets lore call lore', () => {
    expect(activeIds(chosen([calls('a', 'b'), calls('b', 'c'), calls('c', 'a')], ['a']))).toEqual(['a', 'b', 'c']);
  });

  it.each<[string, LoreRules, LoreRules]>([
    ['its book does not have it', {}, { book: { name: 'World', recursive: false } }],
    ['its book does not say', {}, { book: { name: 'World' } }],
    ['it does not want to be called', {}, { excludeRecursion: true }],
    ['the other does not call', { preventRecursion: true }, {}],
  ])('does not where %s', (_, caller, called) => {
    expect(activeIds(chosen([calls('a', 'b', caller), calls('b', 'c', called)], ['a']))).toEqual(['a']);
  });

  it('ends after five rounds', () => {
    const ids = 'abcdefghij'.split('');
    const entries = ids.map((id, index) => calls(id, ids[index + 1] ?? 'end'));
    expect(activeIds(chosen(entries, ['a']))).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('never puts an entry in twice', () => {
    const content = 'See a, b.';
    const entries = [anEntry('a', { book }, { content }), anEntry('b', { book }, { content })];
    expect(activeIds(chosen(entries, ['a b']))).toEqual(['a', 'b']);
  });

  it('is what some lore waits for', () => {
    const waits: LoreRules = { delayUntilRecursion: true };
    expect(codeOf(chosen([calls('b', 'c', { ...waits, book: { name: 'World', recursive: false } })], ['b']), 'b')).toBe('recursion'); // prettier-ignore
    expect(activeIds(chosen([calls('a', 'b'), calls('b', 'c', waits)], ['a']))).toEqual(['a', 'b']);
    expect(activeIds(chosen([anEntry('k', waits, { constant: true })], ['a']))).toEqual(['k']);
  });

  it('comes level by level', () => {
    const entries = [
      calls('a', 'c', { delayUntilRecursion: 1, preventRecursion: true }),
      calls('b', 'x', { delayUntilRecursion: 3 }),
      calls('c', 'b', { delayUntilRecursion: 2 }),
    ];
    expect(activeIds(chosen(entries, ['a c']))).toEqual(['a', 'b', 'c']);
  });

  it('hears what is hidden for it, and no comments', () => {
    const secret = anEntry('a', { book }, { content: 'Nothing. {{hidden_key:b}} {{// c}} {{comment: d}}' });
    expect(activeIds(chosen([secret, calls('b', 'x'), calls('c', 'x'), calls('d', 'x')], ['a']))).toEqual(['a', 'b']);
  });

  it('does not hear a key over the end of a text', () => {
    const entries = [anEntry('a', { book }, { content: 'old' }), anEntry('b', { book }, { content: 'keep' }), calls('old keep', 'x')]; // prettier-ignore
    expect(activeIds(chosen(entries, ['a b']))).toEqual(['a', 'b']);
  });

  it('listens to so much and no more', () => {
    const long = anEntry('a', { book }, { content: `${'x'.repeat(60_000)} b` });
    const longer = anEntry('k', { book }, { content: `${'x'.repeat(60_000)} c` });
    expect(activeIds(chosen([long, longer, calls('b', 'x'), calls('c', 'x')], ['a k']))).toEqual(['a', 'b', 'k']);
  });

  it('does not let a second of a group come up', () => {
    const entries = [calls('a', 'b', { group: 'x' }), calls('b', 'x', { group: 'x' })];
    expect(codeOf(chosen(entries, ['a']), 'b')).toBe('group');
  });
});

describe('a budget', () => {
  const content = 'x'.repeat(36); // 10 tokens
  const entry = (id: string, rules: LoreRules = {}, fields = {}) => anEntry(id, rules, { content, ...fields });
  const kept = (tokens: number | null, ...entries: readonly ReturnType<typeof entry>[]) =>
    activeIds(chosen(entries, ['a b c'], { tokens })).toSorted();

  it('drops the lowest priority first', () => {
    expect(kept(20, entry('a', { priority: 1 }), entry('b', { priority: 3 }), entry('c', { priority: 2 }))).toEqual(['b', 'c']); // prettier-ignore
  });

  it('goes by order where there is no priority', () => {
    expect(kept(20, entry('a', {}, { order: 1 }), entry('b', {}, { order: 3 }), entry('c', {}, { order: 2 }))).toEqual(['b', 'c']); // prettier-ignore
  });

  it('counts what is always there, and drops it last', () => {
    expect(kept(10, entry('a', { priority: 9 }), entry('b', {}, { constant: true }))).toEqual(['b']);
    expect(kept(9, entry('b', {}, { constant: true }))).toEqual([]);
  });

  it('has room for small ones where a large one has none', () => {
    expect(kept(12, entry('a', { priority: 9 }, { content: content.repeat(9) }), entry('b'))).toEqual(['b']);
  });

  it('of a book is for that book alone', () => {
    const small = { book: { name: 'Small', tokenBudget: 10 } };
    expect(kept(null, entry('a', { ...small, priority: 1 }), entry('b', small), entry('c'))).toEqual(['a', 'c']);
  });

  it('does not bind who ignores it, and still pays for them', () => {
    expect(kept(10, entry('a', { ignoreBudget: true }), entry('b', { priority: 9 }))).toEqual(['a']);
    expect(kept(0, entry('a', { ignoreBudget: true }))).toEqual(['a']);
  });

  it('of nothing is a budget', () => {
    expect(kept(0, entry('a'))).toEqual([]);
  });

  it('drops first who gives way by themselves', () => {
    const yields = { content: `@@ignore_on_max_context\n${content}` };
    expect(kept(10, entry('a', { priority: 9 }, yields), entry('b'))).toEqual(['b']);
  });

  it('says what did not fit', () => {
    expect(chosen([entry('a')], ['a'], { tokens: 5 }).inactive).toMatchObject([
      { code: 'budget', why: 'Its 10 tokens do not fit the 5 that all lore may take.' },
    ]);
  });
});

describe('the order', () => {
  it('is by order, then by id', () => {
    const entries = [
      anEntry('c', {}, { order: 1 }),
      anEntry('b', {}, { order: 10 }),
      anEntry('a', {}, { order: 1 }),
      anEntry('d', {}, { order: -1, constant: true }),
    ];
    expect(activeIds(chosen(entries, ['a b c']))).toEqual(['d', 'a', 'c', 'b']);
  });

  it('is by position first, the nearest to the message last', () => {
    const entries = [
      anEntry('near', { position: 'depth', depth: 1 }),
      anEntry('deep', { position: 'depth', depth: 8 }),
      anEntry('note', { position: 'note-top' }, { order: -5 }),
      anEntry('after', { position: 'after' }, { order: -9 }),
      anEntry('before', { position: 'before', depth: 4 }, { order: 99 }),
    ];
    expect(activeIds(chosen(entries, ['near deep note after before']))).toEqual(['before', 'after', 'note', 'deep', 'near']); // prettier-ignore
  });

  it.each<[string, LoreRules, string]>([
    ['no position', {}, 'system'],
    ['a depth that its position does not use', { position: 'before', depth: 4 }, 'system'],
    ['a depth', { position: 'depth', depth: 4 }, 'turn'],
    ['a depth alone', { depth: 0 }, 'turn'],
    ['a rest', { cooldown: 2 }, 'turn'],
    ['rivals', { group: 'x' }, 'turn'],
    ['a delay', { delay: 1 }, 'turn'],
  ])('has constant lore with %s stand in front or not', (_, rules, place) => {
    expect(chosen([anEntry('a', rules, { constant: true })], ['Hm.']).active).toMatchObject([{ place }]);
  });
});

/** How often entries may call each other. */
const mostRounds = 5;

describe('whatever stands in a book', () => {
  const anyKey = fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('tower', '__proto__', '/(a+)+/', '/tower|gate/i', '/[/', '灯')); // prettier-ignore
  const anyContent = fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom('The tower.', '@@depth 3\ngate', '@@keep_activate_after_match\ntower', '@@\n@@@', '{{random:')); // prettier-ignore
  const small = fc.integer({ min: 0, max: 6 });
  const anyRules = fc.record(
    {
      book: fc.record({ name: fc.constantFrom('A', 'B'), scanDepth: small, tokenBudget: small, recursive: fc.boolean() }, { requiredKeys: ['name'] }), // prettier-ignore
      secondaryKeys: fc.array(anyKey, { maxLength: 3 }),
      logic: fc.constantFrom('any' as const, 'all' as const, 'not-any' as const, 'not-all' as const),
      useRegex: fc.boolean(), caseSensitive: fc.boolean(), wholeWords: fc.boolean(), scanDepth: small,
      probability: fc.integer({ min: 0, max: 100 }), sticky: small, cooldown: small, delay: small,
      group: fc.constantFrom('x', 'x,y', ''), groupWeight: small, groupOverride: fc.boolean(), groupScoring: fc.boolean(),
      priority: small, ignoreBudget: fc.boolean(), excludeRecursion: fc.boolean(), preventRecursion: fc.boolean(),
      delayUntilRecursion: fc.oneof(fc.boolean(), small),
    },
    { requiredKeys: [] },
  ); // prettier-ignore
  const anyEntries = fc
    .array(fc.tuple(anyRules, fc.array(anyKey, { maxLength: 3 }), anyContent, fc.boolean()), { maxLength: 8 })
    .map(all => all.map(([rules, keys, content, constant], id) => anEntry(String(id), rules, { keys, content, constant }))); // prettier-ignore
  const anyLines = fc.array(fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('the tower', '> gate', 'aaaa')), { minLength: 1, maxLength: 12 }); // prettier-ignore

  it('every entry is decided about once, each key looks at each text at most once, and twice the same is the same', () => {
    fc.assert(
      fc.property(anyEntries, anyLines, (entries, lines) => {
        const scene = aScene(lines, { tokens: 40 });
        const choice = choose(entries, scene);
        const ids = [...choice.active, ...choice.inactive].map(({ id }) => id);
        expect(ids.toSorted()).toEqual(entries.map(({ id }) => id).toSorted());
        const keys = entries.reduce((sum, { keys: own, rules }) => sum + own.length + (rules.secondaryKeys?.length ?? 0), 0); // prettier-ignore
        expect(choice.looks).toBeLessThanOrEqual(keys * (lines.length + mostRounds + 1));
        expect(choose(entries, scene)).toEqual(choice);
      }),
      { seed: 1815, numRuns: 1500 },
    );
  });
});
