import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameFor, prefixFor } from '../../../../src/adapters/discord/speaking/name.js';
import { fold } from '../../../../src/domain/text/fold.js';

const named = (name: string) => nameFor({ name, slug: 'lilith' });
const hair = '\u200a';

describe('the name somebody speaks under', () => {
  it.each([
    ['Lilith', 'Lilith'],
    ['  Baba   Yaga \n', 'Baba Yaga'],
    ['Discord', `D${hair}iscord`],
    ['my DISCORD clyde', `my D${hair}ISCORD c${hair}lyde`],
    ['ｄｉｓｃｏｒｄ', `d${hair}iscord`],
    ['dis\u200bcord', `d${hair}iscord`],
    ['dis\u00adcord', `d${hair}iscord`],
    ['everyone', `e${hair}veryone`],
    ['@Here', `@H${hair}ere`],
    ['everyone else', 'everyone else'],
    ['Admin\u200b', 'Admin'],
    ['\u202enimdA', 'nimdA'],
    ['`code`', "'code'"],
    ['X', 'X\u17b5'],
    ['', 'lilith'],
    ['\u200b\u2060', 'lilith'],
    ['a\u200db', 'ab'],
    ['Ada 👩‍🚀', 'Ada 👩‍🚀'],
    ['\ud800Ada', '\ufffdAda'],
  ])('makes %j into %j', (name, expected) => {
    expect(named(name)).toBe(expected);
  });

  it('cuts no emoji apart', () => {
    const name = named(`${'x'.repeat(76)}👩‍👩‍👧‍👦 and more`);
    expect(name).toBe('x'.repeat(76));
    expect(named('👩‍👩‍👧‍👦'.repeat(20))).toBe('👩‍👩‍👧‍👦'.repeat(7));
  });

  it('is one that Discord takes, whatever somebody is called', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom(
          'discord',
          'Clyde',
          'dis',
          'cord',
          'cly',
          'de',
          '\u200b',
          '\u200d',
          '\ufe0f',
          'ⅾ',
          'ｄ',
          '`',
          ' ',
          '👩',
          '🚀',
          '@',
          'everyone',
          'here',
          'İ',
          'ſ',
        ),
        fc.string({ unit: 'binary', maxLength: 20 }),
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(pieces, parts => {
        const name = named(parts.join(''));
        expect(name.length).toBeGreaterThan(0);
        expect(name.length).toBeLessThanOrEqual(80);
        expect(name).toBe(name.trim());
        expect(fold(name)).not.toMatch(/discord|clyde|^@*(everyone|here)$/);
        expect(name).not.toMatch(/[`\p{Cc}\p{Cs}\u200b\u2060\u202a-\u202e\u2066-\u2069]/u);
        expect([...name].length).toBeGreaterThan(1);
      }),
      { numRuns: 500 },
    );
  });

  it('comes out of itself as it was, but for hairs', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), name => {
        const once = named(name);
        fc.pre(!once.includes(hair) && !once.includes('\u17b5'));
        expect(named(once)).toBe(once);
      }),
    );
  });

  it('stands in bold before what the bot says in its place, whatever marks are in it', () => {
    expect(prefixFor('Star*Lord_')).toBe(String.raw`**Star\*Lord\_:** `);
  });
});
