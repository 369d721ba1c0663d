import { describe, expect, it } from 'vitest';
import { activeLore, type LoreEntry } from '../../../src/domain/personality/lore.js';
import { aLoreEntry } from '../../support/builders.js';

const isHeard = (key: string, ...lines: string[]) => activeLore([aLoreEntry({ keys: [key] })], lines).length > 0;
const ids = (entries: readonly LoreEntry[]) => entries.map(({ id }) => id);

describe('a key', () => {
  it.each([
    ['as a word', 'tower', 'Do you see the tower?'],
    ['in another case', 'Tower', 'the TOWER'],
    ['at the beginning', 'tower', 'tower!'],
    ['in an older line', 'tower', 'The tower.', 'Yes.'],
    ['of two words', 'old keep', 'the Old  Keep'],
    ['with a quote of another kind', "king's road", 'the King’s Road'],
    ['in bold', 'tower', 'the **tower**'],
    ['with an accent in two characters', 'éclair', 'an e\u0301clair'],
    ['in other writing', 'маяк', 'Где МАЯК?'],
    ['that is a picture', '🌙', 'Good night 🌙'],
    ['with ß for ss', 'strasse', 'die Straße'],
  ])('is heard %s', (_, key, ...lines) => {
    expect(isHeard(key, ...lines)).toBe(true);
  });

  it.each([
    ['inside a longer word', 'tower', 'towering flowers'],
    ['at the end of a longer word', 'tower', 'the watchtower'],
    ['in pieces', 'old keep', 'old, very old; keep it'],
    ['over two lines', 'old keep', 'It is old', 'Keep it.'],
    ['before a digit', 'tower', 'tower2'],
    ['that is empty', '', 'anything'],
    ['that nobody can say', '!?', 'what!?'],
  ])('is not heard %s', (_, key, ...lines) => {
    expect(isHeard(key, ...lines)).toBe(false);
  });
});

describe('lore', () => {
  it('that is constant is there without a key', () => {
    expect(activeLore([aLoreEntry({ keys: [], constant: true })], [])).toHaveLength(1);
  });

  it('that is not enabled is not there, constant or not', () => {
    const entries = [aLoreEntry({ enabled: false, constant: true }), aLoreEntry({ enabled: false })];
    expect(activeLore(entries, ['the tower'])).toEqual([]);
  });

  it('is there once any of its keys is heard', () => {
    expect(activeLore([aLoreEntry({ keys: ['gate', 'tower'] })], ['the tower'])).toHaveLength(1);
  });

  it('comes by its order, then by id', () => {
    const entries = [
      aLoreEntry({ id: 'c', order: 1 }),
      aLoreEntry({ id: 'b', order: 10 }),
      aLoreEntry({ id: 'a', order: 1 }),
      aLoreEntry({ id: 'd', order: -1, constant: true }),
    ];
    expect(ids(activeLore(entries, ['the tower']))).toEqual(['d', 'a', 'c', 'b']);
  });
});
