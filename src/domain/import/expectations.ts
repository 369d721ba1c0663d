import type { Cast } from './cast.js';
import type { Counts } from './counts.js';
import type { Issue } from './issue.js';
import type { Find } from './survey/survey.js';

const expected = ['memories', 'messages', 'stories', 'training'] as const;

/** Compares what files say they hold with what was read of it. */
export function expectationIssues(finds: readonly Find[], cast: Cast, counts: Counts): Issue[] {
  return finds.flatMap(({ file, found }): Issue[] => {
    if (found.kind !== 'expectation') return [];
    const character = cast.of(file.recognised?.format ?? 'generic', found.subject);
    if (character === undefined) return [];
    const read = counts.of(character.id);
    return expected.flatMap((kind): Issue[] => {
      const wanted = found.counts[kind];
      const { read: all, unchanged } = read[kind]; // The same may stand in two layouts of one backup.
      if (wanted === undefined || wanted === all || wanted === all - unchanged) return [];
      const message = `The backup says it has ${wanted} ${kind}, and ${read[kind].read} were found. If some are missing, look for another copy.`;
      return [{ severity: 'warn', code: 'count_mismatch', file: file.path, at: found.at, message }];
    });
  });
}
