import { microsPerSecond, type Micros } from '../time.js';

/** A message of a person that a proxy bot may have copied. */
export type Original = {
  readonly id: string;
  readonly channelId: string;
  readonly accountId: string;
  readonly text: string;
  readonly heardAt: Micros;
  /** When it was taken away. Null while it stands. */
  readonly erasedAt: Micros | null;
  /** Its copy, where that is known. */
  readonly copyId: string | null;
  /** A copy of which nobody knows better, and that is not this one's for sure. */
  readonly guessId: string | null;
};

/** What a proxy bot posted. */
export type Copy = {
  readonly id: string;
  readonly channelId: string;
  readonly text: string;
  readonly heardAt: Micros;
};

const nearby: Micros = 5 * microsPerSecond;
/** PluralKit has 100 letters for the tags on both sides of a text. */
const longestTags = 100;

type Candidate = { readonly original: Original; readonly tags: number };

/**
 * The message that was taken away for this copy: of those in the same channel, at the same time, whose text holds that of
 * the copy, the one with the least around it. Undefined where two are equally good, where somebody else's could be it as
 * well, however much is around it (else whoever can delete messages could speak as those who wrote them), and while one
 * that still stands could be it: its deletion may be on the way. Once that is `over`, what stands is not it.
 */
export function deletedFor(
  copy: Copy,
  originals: Iterable<Original>,
  { over }: { readonly over: boolean },
): Original | undefined {
  const possible = holding(copy, originals).filter(({ original: { erasedAt } }) =>
    erasedAt === null ? !over : isNear(erasedAt, copy.heardAt),
  );
  const [best, next] = possible.filter(isCopyable);
  if (best === undefined || best.original.erasedAt === null) return undefined;
  if (possible.some(({ original }) => original.accountId !== best.original.accountId)) return undefined;
  return next?.tags === best.tags ? undefined : best.original;
}

/**
 * The message that it is most likely a copy of, whatever became of that, each for one copy. Too little to say who speaks.
 */
export const likeliestFor = (copy: Copy, originals: Iterable<Original>): Original | undefined =>
  holding(copy, originals)
    .filter(isCopyable)
    .map(({ original }) => original)
    .find(({ guessId }) => guessId === null || guessId === copy.id);

const isCopyable = ({ tags }: Candidate): boolean => tags <= longestTags;

/** The best ones first, of equal ones the one that was heard first. */
function holding(copy: Copy, originals: Iterable<Original>): Candidate[] {
  const said = copy.text.trim();
  return [...originals]
    .filter(({ channelId, copyId }) => channelId === copy.channelId && (copyId === null || copyId === copy.id))
    .filter(({ heardAt }) => isNear(heardAt, copy.heardAt))
    .filter(({ text }) => text.includes(said))
    .map(original => ({ original, tags: original.text.trim().length - said.length }))
    .toSorted((a, b) => a.tags - b.tags || a.original.heardAt - b.original.heardAt);
}

const isNear = (a: Micros, b: Micros) => Math.abs(a - b) <= nearby;
