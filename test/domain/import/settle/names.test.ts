import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  derivedAlias,
  freeSlug,
  giveAlias,
  titleOf,
  type NameBook,
} from '../../../../src/domain/import/settle/names.js';
import { isSlug } from '../../../../src/domain/personality/slug.js';
import { nameKey } from '../../../../src/domain/personality/words.js';

const aBook = (entries: Readonly<Record<string, string>> = {}): NameBook =>
  new Map(Object.entries(entries).map(([name, id]) => [nameKey(name), id]));

describe('a free slug', () => {
  it('is a slug, and nobody has it', () => {
    const wanted = fc.array(
      fc.option(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.constantFrom('lilith', 'a'.repeat(60), 'Lilith Tzel', '__proto__', '123', '🜏'),
        ),
      ),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(fc.array(wanted, { minLength: 1, maxLength: 30 }), all => {
        const names = aBook({ lilith: 'other' });
        const slugs = all.map((each, index) => freeSlug(each, `${index}abcdefghijkl`, names));
        for (const slug of slugs) expect([slug, isSlug(slug)]).toEqual([slug, true]);
        expect(new Set(slugs.map(nameKey)).size).toBe(slugs.length);
        expect(slugs).not.toContain('lilith');
      }),
    );
  });

  it.each<[readonly (string | null | undefined)[], string]>([
    [['lilith'], 'lilith'],
    [[null, undefined, 'lilith'], 'lilith'],
    [['Lilith Tzel 🜏'], 'lilith-tzel'],
    [['🜏', 'second'], 'second'],
    [['taken'], 'taken-2'],
    [['many'], 'many-4'],
    [[null], 'card-0abcde'],
  ])('of %j is %s', (wanted, slug) => {
    const names = aBook({ taken: 'x', many: 'x', 'many-2': 'y', 'many-3': 'z' });
    expect(freeSlug(wanted, '0abcdefghijk', names)).toBe(slug);
  });

  it('is one’s own, where one has it already', () => {
    expect(freeSlug(['lilith'], 'me', aBook({ lilith: 'me' }))).toBe('lilith');
  });

  it('of the longest name has room for its number', () => {
    const names = aBook();
    const slugs = Array.from({ length: 12 }, (_, index) => freeSlug([`${'ab-'.repeat(16)}ab`], `${index}`, names));
    for (const slug of slugs) expect([slug, isSlug(slug)]).toEqual([slug, true]);
    expect(new Set(slugs).size).toBe(12);
  });
});

describe('an alias', () => {
  it.each([
    ['Moth', 'given'],
    ['OWL', 'taken'],
    ['lil', 'has-it'],
    ['', 'impossible'],
    ['  ', 'impossible'],
    ['two\nlines', 'impossible'],
    ['__proto__', 'given'],
    ['constructor', 'given'],
  ])('%j is %s', (display, kind) => {
    expect(giveAlias(display, 'me', aBook({ owl: 'other', Lil: 'me' }))).toMatchObject({ kind });
  });

  it('that is too long is impossible', () => {
    expect(giveAlias('x'.repeat(10_000), 'me', aBook())).toMatchObject({ kind: 'impossible' });
  });

  it('is somebody’s from then on', () => {
    const names = aBook();
    expect(giveAlias('Moth', 'me', names)).toEqual({ kind: 'given' });
    expect(giveAlias('moth', 'other', names)).toEqual({ kind: 'taken', by: 'me' });
  });

  it('is derived from the name, else from its first word and the end of the slug', () => {
    const names = aBook({ Owl: 'other' });
    expect(derivedAlias('Lilith the Wise', 'lilith-tzel', 'a', names)).toBe('Lilith the Wise');
    expect(derivedAlias('Lilith the Wise', 'lilith-shani', 'b', names)).toBe('Lilith-shani');
    expect(derivedAlias('Owl', 'owl', 'c', names)).toBeUndefined();
    expect(derivedAlias('🜏🜏', '', 'd', aBook())).toBe('🜏🜏');
    expect(derivedAlias(' ', 'x', 'e', aBook())).toBeUndefined();
  });
});

describe('a title', () => {
  it.each([
    ['lilith-tzel', 'Lilith Tzel'],
    ['lilith__tzel 2', 'Lilith Tzel 2'],
    ['', ''],
    ['--', ''],
  ])('of %j is %j', (slug, title) => {
    expect(titleOf(slug)).toBe(title);
  });
});
