import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likeness, likenessToAny, tooAlike } from '../../../../src/domain/turn/answering/likeness.js';

const said = 'The lantern hangs in the harbour, where it has always been, and nobody knows who lit it first.';

describe('the likeness of two answers', () => {
  it('is 1 when they are the same, and 0 when they have nothing in common', () => {
    expect(likeness(said, said)).toBe(1);
    expect(likeness(said, 'Bees do not care for promises, my dear, and neither do I.')).toBe(0);
    expect(likeness('', '')).toBe(0);
  });

  it('does not look at case, marks and blanks', () => {
    expect(likeness(said, said.toUpperCase().replaceAll(',', ' —\n'))).toBe(1);
  });

  it('is less with each word that differs', () => {
    const little = likeness(said, said.replace('first', 'last'));
    const more = likeness(said, said.replace('first', 'last').replace('harbour', 'tower'));
    expect(little).toBeLessThan(1);
    expect(more).toBeLessThan(little);
  });

  it('is the same from either side, and between 0 and 1', () => {
    const anyText = fc
      .array(fc.constantFrom('a', 'b', 'c', 'd', '港'), { maxLength: 12 })
      .map(words => words.join(' '));
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        expect(likeness(one, other)).toBe(likeness(other, one));
        expect(likeness(one, other)).toBeGreaterThanOrEqual(0);
        expect(likeness(one, other)).toBeLessThanOrEqual(1);
      }),
      { seed: 1815, numRuns: 500 },
    );
  });
});

const isTooAlike = (answer: string, earlier: readonly string[]) => likenessToAny(answer, earlier) >= tooAlike;

describe('an answer', () => {
  it.each([
    ['the same as the last one', said, true],
    ['the same but for one word', said.replace('first', 'last'), true],
    ['another one', 'I keep bees now. They are better company than sailors ever were.', false],
    [
      'another one that begins alike',
      'The lantern hangs in the tower now. I took it there myself, in the rain.',
      false,
    ],
    ['short', 'Always.', false],
    ['long, of few words', 'Nevermoooooooooooooooooooooooooore, I say.', false],
  ])('that is %s', (_, answer, isAlike) => {
    expect(isTooAlike(answer, ['Good evening.', 'Always.', said])).toBe(isAlike);
  });

  it('in a script without blanks is told from others', () => {
    const lantern = '灯台はいつも港にあります。誰が最初に火を灯したのか、もう誰も知りません。そうでしょう。';
    expect(isTooAlike(lantern, [lantern])).toBe(true);
    expect(
      isTooAlike(lantern, ['今は蜂を飼っています。船乗りよりもずっと良い仲間ですよ。あなたもそう思いませんか。']),
    ).toBe(false);
  });

  it('is compared with nothing where nothing was said before', () => {
    expect(isTooAlike(said, [])).toBe(false);
    expect(tooAlike).toBeGreaterThan(0.5);
  });
});
