import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardPng } from '../../../src/domain/export/card-png.js';
import { cardV2, plainCardV2 } from '../../../src/domain/export/card-v2.js';
import { cardV3 } from '../../../src/domain/export/card-v3.js';
import { lorebook } from '../../../src/domain/export/lorebook.js';
import { cardFormat } from '../../../src/domain/import/formats/cards/format.js';
import { lorebookFormat } from '../../../src/domain/import/formats/cards/lorebook-format.js';
import { parseExact, spelled } from '../../../src/domain/json/exact.js';
import { aLoreEntry, aPersonality } from '../../support/builders.js';
import { ofKind, readFile, remarksIn, tools } from '../import/cards/reader.js';
import { aPng, text as textChunk } from '../png/pictures.js';
import { imported, meaningOf, readCard } from './written.js';

const plain = (value: unknown) => JSON.parse(spelled(value));

const original = `{
  "create_date": "2024", "spec": "chara_card_v2", "name": "Lilith", "description": "A night spirit.",
  "data": {
    "zeta": 12345678901234567890, "name": "Lilith", "description": "A night spirit.", "personality": "", "first_mes": "Ah.",
    "alternate_greetings": "Again?", "tags": "night, spirit", "extensions": { "risu": { "x": 1.0 } },
    "character_book": {
      "scan_depth": 2, "extensions": { "y": 1 }, "unknown": null,
      "entries": [
        { "keys": ["tower"], "content": "It is tall.", "enabled": true, "insertion_order": 1, "id": 7, "odd": 1e2,
          "extensions": { "position": 4, "depth": 3, "display_index": 0 } },
        { "keys": ["night"], "content": "@@depth 2\\nIt is dark.", "enabled": true, "insertion_order": 2, "name": "Night" },
        "not an entry"
      ]
    }
  },
  "spec_version": "2.0", "fav": false
}`;

const before = imported(readCard(original));
const parts = { ...before, original };

describe('a card that nobody changed', () => {
  it('comes out as it came in, but for what it must have', () => {
    const { data, ...root } = plain(cardV2(parts));
    const was = JSON.parse(original);
    expect(root).toEqual({ ...was, data: undefined });
    expect(data).toMatchObject({ ...was.data, extensions: { risu: { x: 1 }, tzurot: { id: 'lilith/lilith' } } });
    expect(data).toMatchObject({ scenario: '', creator: '', system_prompt: '' });
  });

  it('keeps the order of its fields, and the spelling of its numbers', () => {
    const text = spelled(cardV2(parts));
    expect(Object.keys(JSON.parse(text))).toEqual(Object.keys(JSON.parse(original)));
    expect(Object.keys(JSON.parse(text).data).slice(0, 9)).toEqual(Object.keys(JSON.parse(original).data));
    expect(text).toContain('"zeta":12345678901234567890');
    expect(text).toContain('"x":1.0');
    expect(text).toContain('"odd":1e2');
  });

  it('is known again by its id', () => {
    const [again] = ofKind(readCard(spelled(cardV3(parts))), 'personalities');
    expect(again?.subject?.foreignId).toBe('lilith/lilith');
  });
});

describe('a card that somebody changed', () => {
  const { personality, lore } = before;
  const [tower = aLoreEntry(), night = aLoreEntry()] = lore;
  const written = (changes: Partial<typeof parts>) => plain(cardV2({ ...parts, ...changes }));

  it('says what they said, and repeats it where it did before', () => {
    const card = written({ personality: { ...personality, name: 'Lil', prompt: { character: 'New.' } } });
    expect(card).toMatchObject({ name: 'Lil', description: 'New.' });
    expect(card.data).toMatchObject({ name: 'Lil', description: 'New.', first_mes: '', tags: 'night, spirit' });
  });

  it('has what they took away no longer', () => {
    const card = written({ personality: { ...personality, manner: {} } });
    expect(card.data).toMatchObject({ tags: [], alternate_greetings: [] });
  });

  it('keeps what it does not know of an entry that changed', () => {
    const changed = {
      ...tower,
      content: 'It fell.',
      rules: { ...tower.rules, sticky: 2, position: 'before' as const },
    };
    expect(written({ lore: [changed, night] }).data.character_book.entries[0]).toEqual({
      ...JSON.parse(original).data.character_book.entries[0],
      content: 'It fell.',
      position: 'before_char',
      extensions: { position: 0, depth: 3, display_index: 0, sticky: 2 },
    });
  });

  it('has no entry that was taken away, and each that is new', () => {
    const fresh = aLoreEntry({
      title: 'Owl',
      keys: ['owl'],
      content: 'It hoots.',
      order: 9,
      rules: { logic: 'any', secondaryKeys: ['a'], role: 'user', wholeWords: true, probability: 5 },
    });
    const { entries } = written({ lore: [night, fresh] }).data.character_book;
    expect(entries.map(({ name }: { name?: string }) => name)).toEqual(['Night', undefined, 'Owl']);
    expect(entries[2]).toMatchObject({
      keys: ['owl'],
      insertion_order: 9,
      selective: true,
      secondary_keys: ['a'],
      extensions: { selectiveLogic: 0, role: 1, probability: 5, match_whole_words: true },
    });
  });

  it('has an entry twice that was there twice, though it was taken once', () => {
    const twice = JSON.stringify({
      name: 'Lilith',
      first_mes: 'x',
      scenario: 'y',
      character_book: {
        entries: [
          { keys: ['a'], content: 'b' },
          { keys: ['a'], content: 'b' },
        ],
      },
    });
    const [one = aLoreEntry()] = imported(readCard(twice)).lore;
    const made = plain(cardV2({ personality, lore: [one], original: twice }));
    expect(made.data.character_book.entries).toHaveLength(2);
  });

  it('has the limits of its book as they are today', () => {
    const book = { name: 'Lilith', scanDepth: 9, recursive: false };
    const { character_book } = written({ lore: lore.map(each => ({ ...each, rules: { ...each.rules, book } })) }).data;
    expect(character_book).toMatchObject({ scan_depth: 9, recursive_scanning: false, unknown: null });
    expect(character_book).not.toHaveProperty('name');
  });

  it('has no book when there never was one', () => {
    expect(plain(cardV2({ personality, lore: [], original: null })).data).not.toHaveProperty('character_book');
  });
});

describe('a card of somebody who came from none', () => {
  const personality = aPersonality({
    prompt: { character: 'A night spirit.', tone: 'warm' },
    manner: { tags: ['a'], nickname: 'Lil' },
  });
  const lore = [aLoreEntry({ rules: { book: { name: 'Night', tokenBudget: 100 }, useRegex: true } })];

  it.each([
    ['2', cardV2, 'chara_card_v2', '2.0', 14],
    ['3', cardV3, 'chara_card_v3', '3.0', 15],
  ] as const)('of version %s has all that one must have', (_, card, spec, spec_version, required) => {
    const made = plain(card({ personality, lore: [], original: null }));
    expect(Object.keys(made)).toEqual(['spec', 'spec_version', 'data']);
    expect(made).toMatchObject({
      spec,
      spec_version,
      data: { name: 'Lilith', description: 'A night spirit.', extensions: { tzurot: { id: 'lilith' } } },
    });
    expect(Object.keys(made.data)).toHaveLength(required + 1);
  });

  it('means the same when it is read, also what no card has a field for', () => {
    const made = spelled(cardV3({ personality, lore, original: null }));
    const [entry] = lore;
    const { prompt, manner } = personality;
    expect(meaningOf(readCard(made))).toEqual({ name: 'Lilith', prompt, manner, lore: [{ ...entry, id: 'lore-0' }] });
    expect(JSON.parse(made).data.extensions.tzurot).toEqual({ id: 'lilith', prompt: { tone: 'warm' } });
  });

  it('no longer says what was taken away since the card was made', () => {
    const made = spelled(cardV3({ personality, lore, original: null }));
    const { tone: _, ...prompt } = personality.prompt;
    const again = plain(cardV3({ personality: { ...personality, prompt }, lore, original: made }));
    expect(again.data.extensions.tzurot).toEqual({ id: 'lilith' });
  });
});

describe('a card in a picture', () => {
  it('is there for newer programs, and without decorators for older ones', () => {
    const made = cardPng(parts, aPng(textChunk('chara', 'old')));
    if ('refused' in made) throw new Error(made.refused.message);
    const found = readFile(cardFormat(tools), 'x.png', made);
    expect(meaningOf(found)).toEqual(meaningOf(readCard(original)));
    expect(remarksIn(found)).toEqual(['quarantined: not_an_entry']);
    const { entries } = plain(plainCardV2(parts)).data.character_book;
    expect(entries.map(({ content }: { content?: string }) => content)).toEqual([
      'It is tall.',
      'It is dark.',
      undefined,
    ]);
  });

  it('is not put into a picture of another kind', () => {
    expect(cardPng(parts, Buffer.from('GIF89a'))).toMatchObject({ refused: { code: 'not_png' } });
  });
});

describe('a lorebook by itself', () => {
  it('is the book of the card', () => {
    const made = plain(lorebook(parts));
    expect(made).toEqual({ spec: 'lorebook_v3', data: JSON.parse(original).data.character_book });
    expect(ofKind(readFile(lorebookFormat(), 'Lilith.json', spelled(lorebook(parts))), 'lore')).toHaveLength(3);
  });

  it('keeps what stands beside the book, when it came from one', () => {
    const book = JSON.stringify({
      x: 1,
      spec: 'lorebook_v3',
      data: { z: 2, entries: [{ keys: ['a'], content: 'b', q: 3 }] },
    });
    const { lore } = imported(readFile(lorebookFormat(), 'Night.json', book));
    expect(plain(lorebook({ lore, original: book }))).toMatchObject({ x: 1, data: { z: 2, entries: [{ q: 3 }] } });
  });

  it('keeps what only SillyTavern knows of an entry', () => {
    const world = JSON.stringify({
      entries: { 0: { uid: 0, key: ['a'], content: 'b', automationId: 'q', order: 4, disable: false } },
    });
    const { lore } = imported(readFile(lorebookFormat(), 'Night.json', world));
    const made = spelled(lorebook({ lore, original: world }));
    expect(JSON.parse(made).data.entries).toMatchObject([{ automationId: 'q', keys: ['a'], insertion_order: 4 }]);
    expect(imported(readFile(lorebookFormat(), 'Night.json', made)).lore).toEqual(lore);
  });

  it('is empty when there is no lore', () => {
    expect(plain(lorebook({ lore: [], original: null }))).toEqual({
      spec: 'lorebook_v3',
      data: { extensions: {}, entries: [] },
    });
  });
});

describe('any card', () => {
  const words = fc.string({ maxLength: 12 });
  const list = fc.oneof(fc.array(fc.oneof(words, fc.constant(null)), { maxLength: 3 }), words, fc.constant(null));
  const texts = [
    'description',
    'personality',
    'scenario',
    'first_mes',
    'mes_example',
    'creator_notes',
    'system_prompt',
    'creator',
    'nickname',
  ];
  const lists = ['alternate_greetings', 'group_only_greetings', 'tags'];
  const field = (names: readonly string[], value: fc.Arbitrary<unknown>) =>
    fc.dictionary(fc.constantFrom(...names), value);
  const unknown = fc.dictionary(
    fc.string({ minLength: 1, maxLength: 6 }).map(name => `x-${name}`),
    fc.jsonValue(),
    { maxKeys: 3 },
  );
  const extensions = fc.tuple(unknown, fc.record({
    position: fc.oneof(fc.nat(9), fc.constant(null)), role: fc.nat(3), sticky: fc.oneof(fc.nat(5), fc.constant(null)), selectiveLogic: fc.nat(4),
    probability: fc.integer({ min: -5, max: 120 }), useProbability: fc.boolean(), group: words, case_sensitive: fc.boolean(),
  }, { requiredKeys: [] })); // prettier-ignore
  const entry = fc.tuple(
    unknown,
    fc.record({
      keys: fc.array(words, { maxLength: 3 }), content: fc.oneof(words, words.map(word => `@@depth 1\n${word}`)), enabled: fc.boolean(),
      insertion_order: fc.oneof(fc.nat(9), fc.constant('7'), fc.constant(null)), name: words, comment: words, id: fc.oneof(fc.nat(3), words), selective: fc.boolean(),
      secondary_keys: fc.array(words, { maxLength: 2 }), constant: fc.boolean(), position: fc.constantFrom('before_char', 'after_char', 'x'),
      use_regex: fc.boolean(), priority: fc.nat(), case_sensitive: fc.oneof(fc.boolean(), fc.constant(null)),
      extensions: extensions.map(([a, b]) => ({ ...a, ...b })),
    }, { requiredKeys: ['keys', 'content'] }),
  ).map(([a, b]) => ({ ...a, ...b })); // prettier-ignore
  /* An entry as another program writes it is written as a card has it, so it would not be what it was. */
  const ofNoDialect = fc
    .jsonValue()
    .filter(
      value => !['key', 'keywords', 'alwaysActive', 'insertorder'].some(name => Object.hasOwn(Object(value), name)),
    );
  const book = fc.tuple(
    unknown,
    fc.record(
      {
        name: words,
        scan_depth: fc.nat(9),
        recursive_scanning: fc.boolean(),
        entries: fc.array(fc.oneof({ weight: 5, arbitrary: entry }, { weight: 1, arbitrary: ofNoDialect }), {
          maxLength: 5,
        }),
      },
      { requiredKeys: ['entries'] },
    ),
  );
  const body = fc
    .tuple(
      unknown,
      field(texts, fc.oneof(words, fc.nat(), fc.constant(null))),
      field(lists, list),
      fc.option(book.map(([a, b]) => ({ ...a, ...b }))),
    )
    .map(([more, some, others, character_book]) => ({
      name: 'Lilith',
      first_mes: 'x',
      scenario: 'y',
      ...more,
      ...some,
      ...others,
      character_book,
    }));
  const cards = fc.oneof(
    fc.tuple(unknown, body).map(([more, data]) => ({ spec: 'chara_card_v2', ...more, spec_version: '2.0', data })),
    fc.tuple(unknown, body).map(([more, data]) => ({ spec: 'chara_card_v3', spec_version: '3.0', data, ...more })),
    body,
  );
  const unknownIn = (fields: Record<string, unknown>) =>
    Object.entries(fields).filter(([name]) => name.startsWith('x-'));

  it('means the same after it was written, and keeps all that nobody knows', () => {
    fc.assert(
      fc.property(cards, fc.constantFrom(cardV2, cardV3), (card, write) => {
        const text = JSON.stringify(card);
        const made = spelled(write({ ...imported(readCard(text)), original: text }));
        const was = JSON.parse(text);
        const is = JSON.parse(made);
        expect(meaningOf(readCard(made))).toEqual(meaningOf(readCard(text)));
        expect(unknownIn(is)).toEqual(unknownIn(was));
        expect(unknownIn(is.data)).toEqual(expect.arrayContaining(unknownIn(was.data ?? {})));
        const bookWas = (was.data ?? was).character_book ?? { entries: [] };
        const bookIs = is.data.character_book ?? { entries: [] };
        expect(unknownIn(bookIs)).toEqual(unknownIn(bookWas));
        expect(bookIs.entries).toEqual(bookWas.entries);
      }),
      { numRuns: 400 },
    );
  });

  it('written twice is the same', () => {
    fc.assert(
      fc.property(cards, card => {
        const text = JSON.stringify(card);
        const once = spelled(cardV3({ ...imported(readCard(text)), original: text }));
        const twice = spelled(cardV3({ ...imported(readCard(once)), original: once }));
        expect(parseExact(twice)).toEqual(parseExact(once));
      }),
      { numRuns: 200 },
    );
  });

  it('says what somebody changed in it', () => {
    const rules = {
      position: 'depth',
      depth: 3,
      role: 'user',
      sticky: 2,
      useRegex: true,
      caseSensitive: true,
      probability: 30,
    } as const;
    const today = aLoreEntry({
      id: 'lore-0',
      title: 'New',
      keys: ['new'],
      content: 'New.',
      order: 77,
      constant: true,
      rules,
    });
    fc.assert(
      fc.property(cards, fc.nat(4), (card, at) => {
        const text = JSON.stringify(card);
        const { personality, lore } = imported(readCard(text));
        const changed = {
          ...personality,
          name: 'Nox',
          prompt: { character: 'Other.', greeting: 'Hello.' },
          manner: { tags: ['b'] },
        };
        const entries = lore.map((each, index) =>
          index === at ? { ...today, rules: { ...rules, ...(each.rules.book && { book: each.rules.book }) } } : each,
        );
        const {
          name,
          prompt,
          manner,
          lore: read,
        } = meaningOf(readCard(spelled(cardV3({ personality: changed, lore: entries, original: text }))));
        expect({ name, prompt, manner }).toEqual({ name: 'Nox', prompt: changed.prompt, manner: changed.manner });
        const withoutIds = (all: typeof lore) =>
          all.map(({ id: _, rules: { book: __, ...rest }, ...each }) => ({ ...each, rest }));
        expect(withoutIds(read)).toEqual(expect.arrayContaining(withoutIds(entries)));
        expect(read).toHaveLength(entries.length);
      }),
      { numRuns: 300 },
    );
  });
});
