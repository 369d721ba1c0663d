import { describe, expect, it } from 'vitest';
import { draftsOf } from '../../../../src/domain/turn/completion/drafts.js';
import { inCompany } from '../../../support/hostile-answers.js';

/** What is shown while these pieces come. */
function shownOf(pieces: Iterable<string>): string[] {
  const shown: string[] = [];
  const drafts = draftsOf(inCompany(), text => void shown.push(text));
  for (const piece of pieces) drafts.add(piece);
  return shown;
}

describe('what is shown of an answer that comes in pieces', () => {
  it('grows, and begins when it is clear that it is no name', () => {
    expect(shownOf(['Lil', 'ith', ': Al', 'ways', ', my dear', '.'])).toEqual([
      'Al',
      'Always',
      'Always, my dear',
      'Always, my dear.',
    ]);
  });

  it('is nothing of a thought', () => {
    expect(shownOf('<think>Am I? I am.'.split(''))).toEqual([]);
  });

  it.each([
    ['a', 20_000],
    ['word ', 100_000],
    ['<think>a</think>b ', 200_000],
  ])('costs a few dozen times its length to show, however long it gets: %s', (piece, length) => {
    const shown = shownOf(Array.from({ length: length / piece.length }, () => piece));
    const looked = shown.reduce((sum, text) => sum + text.length, 0);
    expect(looked).toBeGreaterThan(length / piece.length);
    expect(looked).toBeLessThan(60 * length);
  });
});
