import { describe, expect, it } from 'vitest';
import { wholeSentences } from '../../../../src/adapters/discord/speaking/sentences.js';

describe('what is shown of an unfinished answer', () => {
  it.each([
    ['', ''],
    ['The lan', ''],
    ['The lantern is lit. The rav', 'The lantern is lit.'],
    ['"Who goes there?" she ask', '"Who goes there?"'],
    ['It costs 3.50 at', ''],
    ['First line\nsecond', 'First line'],
    ['Wait… *what?* No', 'Wait… *what?*'],
    ['Done.', 'Done.'],
  ])('of %j is %j', (text, expected) => {
    expect(wholeSentences(text, 2000)).toBe(expected);
  });

  it('is as much as fits', () => {
    expect(wholeSentences('One. Two. Three.', 10)).toBe('One. Two.');
  });
});
