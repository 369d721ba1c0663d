import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardFormat } from '../../../../src/domain/import/formats/cards/format.js';
import { lorebookFormat } from '../../../../src/domain/import/formats/cards/lorebook-format.js';
import { loreRulesSchema } from '../../../../src/domain/personality/lore.js';
import { ofKind, readFile, recognise, remarksIn, tools } from './reader.js';

const format = lorebookFormat();
const read = (book: unknown, path = 'worlds/Night.json') =>
  ofKind(readFile(format, path, JSON.stringify(book)), 'lore');
const cardWith = (character_book: unknown) => ({
  spec: 'chara_card_v3',
  spec_version: '3.0',
  data: { name: 'Lilith', creator: 'Ada', character_book },
});
const readCard = (book: unknown) =>
  ofKind(readFile(cardFormat(tools), 'l.json', JSON.stringify(cardWith(book))), 'lore');

const entry = { keys: ['tower'], content: 'It is tall.', extensions: {}, enabled: true, insertion_order: 5 };
const ruleOf = (fields: object) => readCard({ entries: [{ ...entry, ...fields }] })[0]?.rules;
const ruleWith = (extensions: object) => ruleOf({ extensions });

describe('the book of a card', () => {
  it('is read entry by entry', () => {
    const full = {
      ...entry, id: 3, name: 'Tower', comment: 'where she lives', constant: true, case_sensitive: true, priority: 10,
      selective: true, secondary_keys: ['night'], position: 'after_char', use_regex: true,
    }; // prettier-ignore
    const book = {
      name: 'Night',
      scan_depth: 4,
      token_budget: 500,
      recursive_scanning: true,
      extensions: {},
      entries: [full],
    };
    expect(readCard(book)).toEqual([
      {
        kind: 'lore',
        at: '/data/character_book/entries/0',
        raw: JSON.stringify(full),
        subject: { foreignId: 'lilith/ada', slug: 'lilith' },
        foreignId: 'Night/3',
        title: 'Tower',
        content: 'It is tall.',
        keys: ['tower'],
        constant: true,
        enabled: true,
        order: 5,
        rules: {
          book: { name: 'Night', scanDepth: 4, tokenBudget: 500, recursive: true },
          secondaryKeys: ['night'],
          logic: 'any',
          useRegex: true,
          caseSensitive: true,
          priority: 10,
          position: 'after',
        },
        remarks: [],
      },
    ]);
  });

  it('keeps the decorators of an entry in its content', () => {
    expect(readCard({ entries: [{ ...entry, content: '@@depth 4\n@@@role user\nHi' }] })[0]?.content).toBe(
      '@@depth 4\n@@@role user\nHi',
    );
  });

  it('is called as the card when it has no name', () => {
    expect(ruleOf({})).toEqual({ book: { name: 'Lilith' } });
  });

  it('may be a mere list of entries, or have them by number', () => {
    expect(readCard([entry])).toMatchObject([{ title: '', keys: ['tower'] }]);
    expect(readCard({ entries: { 7: entry } })).toMatchObject([{ at: '/data/character_book/entries/7' }]);
  });

  it.each([
    ['a text for an id', { id: 'abc' }, 'Lilith/abc'],
    ['nought for an id', { id: 0 }, 'Lilith/0'],
    ['no id', {}, null],
  ])('takes %s', (_, fields, foreignId) => {
    expect(readCard({ entries: [{ ...entry, ...fields }] })).toMatchObject([{ foreignId }]);
  });

  it('does not take two entries of one id for one', () => {
    expect(
      readCard({
        entries: [
          { ...entry, id: 1 },
          { ...entry, id: 1, content: 'x' },
        ],
      }).map(({ foreignId }) => foreignId),
    ).toEqual(['Lilith/1', null]);
  });

  it.each([
    [{ selective: false, secondary_keys: ['a'] }, { secondaryKeys: ['a'] }],
    [{ selective: true, secondary_keys: [] }, {}],
    [
      { selective: true, secondary_keys: ['a'], extensions: { selectiveLogic: 0 } },
      { secondaryKeys: ['a'], logic: 'any' },
    ],
    [
      { selective: true, secondary_keys: ['a'], extensions: { selectiveLogic: 1 } },
      { secondaryKeys: ['a'], logic: 'not-all' },
    ],
    [
      { selective: true, secondary_keys: ['a'], extensions: { selectiveLogic: 2 } },
      { secondaryKeys: ['a'], logic: 'not-any' },
    ],
    [
      { selective: true, secondary_keys: ['a'], extensions: { selectiveLogic: 3 } },
      { secondaryKeys: ['a'], logic: 'all' },
    ],
    [{ position: 'before_char' }, { position: 'before' }],
    [{ position: 'after_char', extensions: { position: 0 } }, { position: 'before' }],
    [
      { position: 'after_char', extensions: { position: 4, depth: 2, role: 0 } },
      { position: 'depth', depth: 2, role: 'system' },
    ],
    [{ case_sensitive: null, extensions: { case_sensitive: false } }, { caseSensitive: false }],
  ])('has from %j the rules %j', (fields, rules) => {
    expect(ruleOf(fields)).toEqual({ book: { name: 'Lilith' }, ...rules });
  });

  it.each([
    [{ position: 2 }, { position: 'note-top' }],
    [{ position: 3 }, { position: 'note-bottom' }],
    [{ position: 5 }, { position: 'examples-top' }],
    [{ position: 6 }, { position: 'examples-bottom' }],
    [{ position: 7 }, { position: 'outlet' }],
    [{ role: 1 }, { role: 'user' }],
    [{ role: 2 }, { role: 'assistant' }],
    [{ probability: 40, useProbability: true }, { probability: 40 }],
    [{ probability: 40, useProbability: false }, {}],
    [{ probability: '40' }, { probability: 40 }],
    [{ probability: 400 }, { probability: 100 }],
    [
      { sticky: 1, cooldown: 2, delay: 0 },
      { sticky: 1, cooldown: 2, delay: 0 },
    ],
    [{ sticky: null, group: '' }, {}],
    [
      { group: 'a', group_weight: 50, group_override: true, use_group_scoring: false },
      { group: 'a', groupWeight: 50, groupOverride: true, groupScoring: false },
    ],
    [
      { exclude_recursion: true, prevent_recursion: false, delay_until_recursion: 2 },
      { excludeRecursion: true, preventRecursion: false, delayUntilRecursion: 2 },
    ],
    [
      { delay_until_recursion: true, ignore_budget: true },
      { delayUntilRecursion: true, ignoreBudget: true },
    ],
    [
      { scan_depth: 3, match_whole_words: false },
      { scanDepth: 3, wholeWords: false },
    ],
  ])('has from the extensions %j the rules %j', (extensions, rules) => {
    expect(ruleWith(extensions)).toEqual({ book: { name: 'Lilith' }, ...rules });
  });

  it.each([[{ sticky: -1 }], [{ sticky: 'x' }], [{ position: 9 }], [{ role: 'wizard' }], [{ group_override: 'yes' }]])(
    'leaves out what no rule takes, and says so: %j',
    extensions => {
      const found = readCard({ entries: [{ ...entry, extensions }] });
      expect(found[0]?.rules).toEqual({ book: { name: 'Lilith' } });
      expect(remarksIn(found)).toEqual(['odd_rule /data/character_book/entries/0']);
    },
  );

  it('sets aside what is no entry, and reads the rest', () => {
    const found = readCard({ entries: [null, 'x', {}, { name: 'x' }, entry] });
    expect(found.map(({ aside }) => aside?.code)).toEqual([
      ...Array.from({ length: 4 }, () => 'not_an_entry'),
      undefined,
    ]);
  });
});

describe('World Info of SillyTavern', () => {
  const world = {
    uid: 0, key: ['tower', '/spire/i'], keysecondary: ['night'], comment: 'Tower', content: 'It is tall.', constant: false,
    vectorized: false, selective: true, selectiveLogic: 3, order: 100, position: 4, disable: true, excludeRecursion: true,
    preventRecursion: true, delayUntilRecursion: false, probability: 50, useProbability: true, depth: 4, group: 'places',
    groupOverride: false, groupWeight: 100, scanDepth: null, caseSensitive: null, matchWholeWords: true,
    useGroupScoring: null, automationId: '', role: 0, sticky: 2, cooldown: null, delay: null,
  }; // prettier-ignore

  it('is read', () => {
    expect(read({ entries: { 0: world } })).toEqual([
      {
        kind: 'lore',
        at: '/entries/0',
        raw: JSON.stringify(world),
        subject: null,
        foreignId: 'Night/0',
        title: 'Tower',
        content: 'It is tall.',
        keys: ['tower', '/spire/i'],
        constant: false,
        enabled: false,
        order: 100,
        rules: {
          book: { name: 'Night' },
          secondaryKeys: ['night'],
          logic: 'all',
          wholeWords: true,
          depth: 4,
          probability: 50,
          sticky: 2,
          group: 'places',
          groupWeight: 100,
          groupOverride: false,
          excludeRecursion: true,
          preventRecursion: true,
          delayUntilRecursion: false,
          position: 'depth',
          role: 'system',
        },
        remarks: [],
      },
    ]);
  });

  it('takes its keys for patterns only when it says so', () => {
    expect(read({ entries: { 0: { ...world, use_regex: true } } })[0]?.rules.useRegex).toBe(true);
    expect(read({ entries: { 0: world } })[0]?.rules).not.toHaveProperty('useRegex');
  });

  it('is recognised when it is long, and when it is empty', () => {
    expect(
      recognise(format, 'w.json', JSON.stringify({ entries: { 0: { ...world, content: 'x'.repeat(300_000) } } }))
        ?.reads,
    ).toBe('json');
    expect(read({ entries: {} })).toEqual([]);
  });
});

describe('a lorebook by itself', () => {
  it('of version 3 is read', () => {
    const found = read({ spec: 'lorebook_v3', data: { name: 'Night', entries: [{ ...entry, use_regex: false }] } });
    expect(found).toMatchObject([{ at: '/data/entries/0', subject: null, rules: { book: { name: 'Night' } } }]);
  });

  it('may be the bare book of a card', () => {
    expect(read({ name: 'Night', entries: [entry] })).toMatchObject([{ order: 5 }]);
  });

  it('of RisuAI is read', () => {
    const risu = {
      key: 'tower, spire',
      comment: 'Tower',
      content: 'x',
      mode: 'normal',
      insertorder: 7,
      alwaysActive: true,
      secondkey: 'night',
      selective: true,
    };
    expect(read({ type: 'risu', ver: 1, data: [risu] })).toMatchObject([
      {
        at: '/data/0',
        title: 'Tower',
        keys: ['tower', 'spire'],
        constant: true,
        order: 7,
        rules: { logic: 'any', secondaryKeys: ['night'] },
      },
    ]);
  });

  it('of Agnai is read', () => {
    const agnai = { name: 'Tower', entry: 'It is tall.', keywords: ['tower'], priority: 2, weight: 3, enabled: false };
    expect(read({ kind: 'memory', name: 'Night', entries: [agnai] })).toMatchObject([
      { title: 'Tower', content: 'It is tall.', keys: ['tower'], enabled: false, order: 3, rules: { priority: 2 } },
    ]);
  });

  it.each([[{ entries: [1] }], [{ entries: [{ a: 1 }] }], [{ spec: 'chara_card_v2', data: {} }], [[]]])(
    'is not %j',
    document => {
      expect(recognise(format, 'a.json', JSON.stringify(document))).toBeUndefined();
    },
  );
});

describe('any JSON', () => {
  it('in place of an entry gives a record, with rules that fit', () => {
    const names = [
      ...Object.keys(entry), 'key', 'keysecondary', 'uid', 'order', 'position', 'selective', 'secondary_keys', 'depth',
      'probability', 'alwaysActive', 'keywords', 'priority', 'use_regex', 'id',
    ]; // prettier-ignore
    const any = fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...names), fc.jsonValue()));
    fc.assert(
      fc.property(fc.array(any), fc.jsonValue(), (entries, scan_depth) => {
        const found = readCard({ scan_depth, entries });
        expect(found).toHaveLength(entries.length);
        return found.every(({ rules, order }) => loreRulesSchema.safeParse(rules).success && Number.isFinite(order));
      }),
      { numRuns: 300 },
    );
  });
});
