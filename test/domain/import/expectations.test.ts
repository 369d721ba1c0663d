import { describe, expect, it } from 'vitest';
import { counter } from '../../../src/domain/import/counts.js';
import { expectationIssues } from '../../../src/domain/import/expectations.js';
import type { Expectation } from '../../../src/domain/import/found.js';
import { aCast, aMemoryFound, aSurveyedFile, lilith } from '../../support/finds.js';

const file = aSurveyedFile({ path: 'lilith/.backup-metadata.json' });

function issues(counts: Expectation['counts'], subject = lilith) {
  const read = counter();
  for (const outcome of ['created', 'archived', 'quarantined'] as const)
    read.count('a.json', 'lilith-id', 'memories', outcome);
  read.count('a.json', 'owl-id', 'stories', 'created');
  const found: Expectation = { kind: 'expectation', subject, at: '/data', counts };
  return expectationIssues(
    [
      { file, found },
      { file, found: aMemoryFound() },
    ],
    aCast(),
    read,
  );
}

describe('what a backup says it holds', () => {
  it.each<[string, Expectation['counts']]>([
    ['all that was read, whatever became of it', { memories: 3 }],
    ['nothing, where there is nothing', { stories: 0, messages: 0 }],
    ['nothing said', {}],
  ])('is as it says: %s', (_, counts) => expect(issues(counts)).toEqual([]));

  it.each<[string, Expectation['counts'], string]>([
    ['more', { memories: 4 }, '4 memories, and 3 were'],
    ['fewer', { memories: 2 }, '2 memories, and 3 were'],
    ['what is not there at all', { training: 1 }, '1 training, and 0 were'],
    ['what only somebody else has', { stories: 1 }, '1 stories, and 0 were'],
  ])('is not as it says: %s', (_, counts, words) => {
    expect(issues(counts)).toEqual([
      {
        severity: 'warn',
        code: 'count_mismatch',
        file: 'lilith/.backup-metadata.json',
        at: '/data',
        message: expect.stringContaining(words),
      },
    ]);
  });

  it('is compared kind by kind', () => {
    expect(issues({ memories: 1, messages: 1, stories: 1, training: 1 })).toHaveLength(4);
  });

  it('of somebody unknown is not compared', () => {
    expect(issues({ memories: 9 }, { foreignId: 'nobody', slug: null })).toEqual([]);
  });
});
