import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directoryOf, mentionsIn, type Directory } from '../../../src/domain/personality/alias.js';
import { aPersonality } from '../../support/builders.js';

const called = (id: string, ...aliases: string[]) => aPersonality({ id, aliases });

const everybody = directoryOf([
  called('lilith', 'Lily', 'Dr. X', "Queen's Shade", 'Éclair', '灯台', '🌙', 'Weiß'),
  called('luna', 'Luna of the Moon', 'Luna of', '❤️', '👩‍🚀'),
  called('night-queen', 'The Night Queen', 'C-3PO', 'R2 D2'),
]);

const slugsIn = (text: string, directory: Directory = everybody) => mentionsIn(text, directory).map(({ slug }) => slug);

describe('a mention', () => {
  it.each([
    ['by slug', '@lilith', ['lilith']],
    ['by a slug of several words', '@night-queen', ['night-queen']],
    ['by alias', 'Good night, @Lily', ['lilith']],
    ['by display name', '@Luna, are you there?', ['luna']],
    ['in the middle of a text', 'and @luna?', ['luna']],
    ['on a line of its own', 'Hello\n@luna\nGood night', ['luna']],
    ['in brackets', '(@luna)', ['luna']],
    ['after a quotation mark', '“@luna”', ['luna']],
    ['with a full-width sign', '＠luna', ['luna']],
    ['by two, in the order of the text', '@luna and @lilith', ['luna', 'lilith']],
    ['by one twice', '@luna @luna', ['luna', 'luna']],
    ['right after another, with a comma', '@luna,@lilith', ['luna', 'lilith']],
  ])('is found %s', (_, text, slugs) => {
    expect(slugsIn(text)).toEqual(slugs);
  });

  it.each([
    ['upper case', '@LILY'],
    ['a possessive', '@Lily’s lantern'],
    ['a possessive with a plain quote', "@Lily's lantern"],
    ['a full stop', '@Lily.'],
    ['an ellipsis', '@Lily…'],
    ['a question mark', '@Lily?!'],
    ['bold', '@**Lily**'],
    ['bold around it all', '**@Lily**'],
    ['italics', '_@Lily_ and @_Lily_'],
    ['a spoiler', '||@Lily||'],
    ['what was struck out', '~~@Lily~~'],
    ['full width', '@Ｌｉｌｙ'],
    ['fancy letters', '@𝓛𝓲𝓵𝔂'],
  ])('is found whatever it wears: %s', (_, text) => {
    expect(new Set(slugsIn(text))).toEqual(new Set(['lilith']));
  });

  it.each([
    ['full stops inside the name', '@Dr. X', ['lilith']],
    ['full stops inside and after the name', '@dr. x.', ['lilith']],
    ['bold between the words', '@**Dr.** X', ['lilith']],
    ['two spaces between the words', '@Dr.  X', ['lilith']],
    ['a line break between the words', '@Dr.\nX', ['lilith']],
    ['smart quotes inside the name', '@queen’s shade', ['lilith']],
    ['plain quotes inside the name', "@Queen's Shade", ['lilith']],
    ['an accent in two characters', '@E\u0301clair', ['lilith']],
    ['ss for ß', '@WEISS', ['lilith']],
    ['other writing', '@灯台', ['lilith']],
    ['a picture', '@🌙', ['lilith']],
    ['a picture with its selector', '@❤️', ['luna']],
    ['a picture without its selector', '@❤', ['luna']],
    ['a picture of several', '@👩‍🚀', ['luna']],
    ['a hyphen and a digit', '@c-3po', ['night-queen']],
    ['digits in words', '@r2 d2', ['night-queen']],
  ])('is found with %s', (_, text, slugs) => {
    expect(slugsIn(text)).toEqual(slugs);
  });

  it.each([
    ['the address of an e-mail', 'ada@lily.example and ada@lilith'],
    ['a number that Discord made', '<@123> <@!123> <@lilith>'],
    ['code', '`@lilith` and ```\n@luna\n```'],
    ['code with backticks in it', '`` ` @lilith ``'],
    ['part of a longer word', '@lilithium @lunatic @lily2'],
    ['a name without its sign', 'lilith, Lily, luna'],
    ['a sign without a name', '@ lilith, @, @@'],
    ['a name that nobody has', '@selene'],
    ['words that only begin like a name', '@the night'],
    ['a word of a name that is not its first', '@queen @X'],
  ])('is not %s', (_, text) => {
    expect(slugsIn(text)).toEqual([]);
  });

  it('means the longest name that stands there', () => {
    const longest = (text: string) => mentionsIn(text, everybody).map(({ name }) => name);
    expect(longest('@Luna of the Moon')).toEqual(['Luna of the Moon']);
    expect(longest('@Luna of the Sun')).toEqual(['Luna of']);
    expect(longest('@Luna off')).toEqual(['Luna']);
  });

  it('says where it stands', () => {
    const text = 'Hi, @Dr. X’s lantern';
    const [mention] = mentionsIn(text, everybody);
    expect(text.slice(mention?.start, mention?.end)).toBe('@Dr. X');
  });
});

describe('where two are called alike', () => {
  const rose = (id: string, fields: object) => aPersonality({ id, displayName: id, ...fields });

  it('the slug comes before the alias and the alias before the display name', () => {
    const slug = rose('rose', {});
    const alias = rose('alias', { aliases: ['Rose'] });
    const display = rose('display', { displayName: 'Rose' });
    expect(slugsIn('@rose', directoryOf([display, alias, slug]))).toEqual(['rose']);
    expect(slugsIn('@rose', directoryOf([display, alias]))).toEqual(['alias']);
    expect(slugsIn('@rose', directoryOf([display]))).toEqual(['display']);
  });

  it('the first of equal rank is meant', () => {
    const both = ['one', 'two'].map(id => rose(id, { displayName: 'Rose' }));
    expect(slugsIn('@rose', directoryOf(both))).toEqual(['one']);
  });

  it('one who is not available does not stand in the way of one who is', () => {
    const alias = rose('alias', { aliases: ['Rose'] });
    const display = rose('display', { displayName: 'Rose' });
    const found = mentionsIn('@rose', directoryOf([alias, display]), new Set(['display']));
    expect(found.map(({ slug }) => slug)).toEqual(['display']);
  });

  it('a longer name of one who is not available does not hide a shorter one', () => {
    const found = mentionsIn('@Luna of the Moon', directoryOf([called('luna'), called('moon', 'Luna of the Moon')]), new Set(['luna'])); // prettier-ignore
    expect(found.map(({ name }) => name)).toEqual(['Luna']);
  });
});

it('finds a name that was added, although it has more words than any before', () => {
  const long = 'She Who Waits By The Window Of The Eighth Tower At Night';
  expect(slugsIn(`@${long}!`, directoryOf([called('luna')]))).toEqual([]);
  expect(slugsIn(`@${long}!`, directoryOf([called('luna'), called('lilith', long)]))).toEqual(['lilith']);
});

describe('of any names and any text', () => {
  const words = ['al', 'alma', 'be', 'bel', 'x', 'Dr', 'é'] as const;
  const anyName = fc
    .array(fc.tuple(fc.constantFrom(...words), fc.constantFrom(' ', '. ', '-')), { minLength: 1, maxLength: 3 })
    .map(parts => parts.map(([word, gap], index) => (index === 0 ? word : gap + word)).join(''));
  const anyNames = fc.uniqueArray(anyName, { minLength: 1, maxLength: 12, selector: name => name.toLowerCase() });
  const anyPiece = fc.constantFrom('@', '@', ' ', ' ', '. ', '-', ', ', 's', "'s", ...words, 'BEL', 'Alma');
  const anyText = fc.array(anyPiece, { maxLength: 20 }).map(pieces => pieces.join(''));

  /** The longest of all names that stand at a sign, found by trying each. */
  function byTrying(text: string, names: readonly string[]): string[] {
    const lower = text.toLowerCase();
    const isLetter = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character);
    return [...lower.matchAll(/@/g)].flatMap(({ index }) => {
      if (isLetter(lower[index - 1])) return [];
      const fitting = names.filter(
        name => lower.startsWith(name.toLowerCase(), index + 1) && !isLetter(lower[index + 1 + name.length]),
      );
      return fitting.toSorted((a, b) => b.length - a.length).slice(0, 1);
    });
  }

  it('finds the same as somebody who tries each name at each sign', () => {
    fc.assert(
      fc.property(anyNames, anyText, (names, text) => {
        const people = names.map((name, index) => ({ slug: `s${index}`, aliases: [name], displayName: `d${index}` }));
        const found = mentionsIn(text, directoryOf(people)).map(({ slug }) => names[Number(slug.slice(1))]);
        expect(found).toEqual(byTrying(text, names));
      }),
      { seed: 1815, numRuns: 5000 },
    );
  });
});

describe('the number of names', () => {
  /** The same directory, counting how often it is looked into. */
  function counted(directory: Directory) {
    let looks = 0;
    class Counting<K, V> extends Map<K, V> {
      override get(key: K): V | undefined {
        looks += 1;
        return super.get(key);
      }
    }
    const copy = (branch: Directory['root']): Directory['root'] => ({
      ...branch,
      next: new Counting([...branch.next].map(([step, next]) => [step, copy(next)])),
    });
    return { directory: { root: copy(directory.root) }, looks: () => looks };
  }

  const text = 'Good evening, @Name 7 of the House! Have you seen @luna, ada@example.org or @nobody at all?';
  const among = (count: number) => {
    const others = Array.from({ length: count }, (_, index) => called(`name-${index}`, `Name ${index} of the House`));
    const { directory, looks } = counted(directoryOf([called('luna'), ...others]));
    const found = slugsIn(text, directory);
    return { found, looks: looks() };
  };

  it('does not change how often it must be looked', () => {
    expect(among(10_000)).toEqual(among(10));
  });

  it('does not change who is found', () => {
    expect(among(10_000).found).toEqual(['name-7', 'luna']);
  });
});

it('copes with a text of nothing but signs', () => {
  expect(slugsIn('@'.repeat(100_000))).toEqual([]);
  expect(slugsIn('@luna of the '.repeat(10_000))).toHaveLength(10_000);
});
