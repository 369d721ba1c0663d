import { describe, expect, it } from 'vitest';
import { heard } from '../../../src/domain/lore/heard.js';
import { isHeardIn, keyOf } from '../../../src/domain/lore/key.js';
import type { LoreRules } from '../../../src/domain/personality/lore.js';

const isHeard = (key: string, text: string, rules: LoreRules = {}) => isHeardIn(keyOf(key, rules), heard(text));

describe('a key', () => {
  it.each([
    ['as a word', 'tower', 'Do you see the tower?'],
    ['in another case', 'Tower', 'the TOWER'],
    ['at the beginning', 'tower', 'tower!'],
    ['of two words', 'old keep', 'the Old  Keep'],
    ['with a quote of another kind', "king's road", 'the King’s Road'],
    ['in bold', 'tower', 'the **tower**'],
    ['with an accent in two characters', 'éclair', 'an e\u0301clair'],
    ['in other writing', 'маяк', 'Где МАЯК?'],
    ['that is a picture', '🌙', 'Good night 🌙'],
    ['with ß for ss', 'strasse', 'die Straße'],
    ['with spaces around it', ' tower ', 'the tower'],
    ['in writing without spaces', '灯台', '古い灯台が見える'],
    ['behind writing without spaces', 'tower', '古いtower。'],
    ['that ends in a sign', 'c++', 'I like c++ a lot'],
    ['that looks like a prototype', '__proto__', 'what is __proto__?'],
  ])('is heard %s', (_, key, text) => {
    expect(isHeard(key, text)).toBe(true);
  });

  it.each([
    ['inside a longer word', 'tower', 'towering flowers'],
    ['at the end of a longer word', 'tower', 'the watchtower'],
    ['inside a longer word of rare letters', '𐐨', '𐐩𐐨𐐩'],
    ['in pieces', 'old keep', 'old, very old; keep it'],
    ['before a digit', 'tower', 'tower2'],
    ['that is empty', '', 'anything'],
    ['that nobody can say', '!?', 'what!?'],
  ])('is not heard %s', (_, key, text) => {
    expect(isHeard(key, text)).toBe(false);
  });

  it.each<[string, LoreRules, string, string, boolean]>([
    ['case counts', { caseSensitive: true }, 'Rose', 'a rose', false],
    ['case counts, and is right', { caseSensitive: true }, 'Rose', 'Dear  Rose!', true],
    ['case counts within words too', { caseSensitive: true, wholeWords: false }, 'Rose', 'PrimRoses', true],
    [
      'case counts within words too, and is wrong',
      { caseSensitive: true, wholeWords: false },
      'Rose',
      'primroses',
      false,
    ],
    ['parts of words count', { wholeWords: false }, 'tower', 'watchtowers', true],
    ['parts of words count, signs too', { wholeWords: false }, '?!', 'what?!', true],
    ['parts count and there is no key', { wholeWords: false }, ' ', 'what ever', false],
  ])('where %s', (_, rules, key, text, is) => {
    expect(isHeard(key, text, rules)).toBe(is);
  });
});

describe('an expression', () => {
  it.each<[string, LoreRules, string, string, boolean]>([
    ['in slashes', {}, '/dragons?/', 'two dragons', true],
    ['in slashes minds case', {}, '/dragon/', 'DRAGON', false],
    ['in slashes with a flag', {}, '/dragon/i', 'DRAGON', true],
    ['with flags that mean nothing here', {}, '/dragon/gy', 'the dragon', true],
    ['bare', { useRegex: true }, 'drag(on|gon)', 'a DRAGON', true],
    ['bare, where case counts', { useRegex: true, caseSensitive: true }, 'dragon', 'a DRAGON', false],
    ['with an edge of a word', {}, '/\\bkeep\\b/', 'upkeep', false],
    ['with a property', {}, '/^\\p{Lu}{3}$/u', 'ABC', true],
    ['with a slash in it', {}, '/and/or/', 'and/or', true],
    ['with a loop', {}, '/dragon.*slain/', 'the dragon was slain', true],
    ['over lines of one message', {}, '/dragon.slain/s', 'dragon\nslain', true],
    ['that is none', {}, '/', 'and/or', false],
  ])('%s', (_, rules, key, text, is) => {
    expect(isHeard(key, text, rules)).toBe(is);
  });
});
