import type { Expectation, Subject } from '../../found.js';
import { fieldOf, isFields, numeralOf, type Fields } from './values.js';

type Counts = Readonly<Partial<Record<keyof Expectation['counts'], unknown>>>;

/** What should be there. A total of 0 means “never looked”, and then nothing is expected. */
export function* expect(subject: Subject | null, at: string, said: Counts): Generator<Expectation> {
  const counts = Object.fromEntries(
    Object.entries(said)
      .map(([kind, value]) => [kind, Number(numeralOf(value) ?? value)] as const)
      .filter(([, count]) => Number.isSafeInteger(count) && count > 0),
  );
  if (subject !== null && Object.keys(counts).length > 0) yield { kind: 'expectation', subject, at, counts };
}

/** The totals of a backup’s own description. */
export function* readTotals(value: unknown, at: string, subject: Subject | null): Generator<Expectation> {
  if (!isFields(value)) return;
  yield* expect(subject, at, {
    memories: fieldOf(value, 'totalMemories'),
    stories: fieldOf(value, 'totalKnowledge'),
    training: fieldOf(value, 'totalTraining'),
    messages: fieldOf(value, 'totalChatMessages'),
  });
}

/** The totals of a v3 export. */
export function* readStats(stats: Fields, at: string, subject: Subject | null): Generator<Expectation> {
  yield* expect(subject, at, { memories: fieldOf(stats, 'memoriesCount'), stories: fieldOf(stats, 'storiesCount') });
}
