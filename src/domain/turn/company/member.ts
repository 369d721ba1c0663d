import type { Line, Speaker } from '../../conversation/line.js';
import { fold } from '../../text/fold.js';
import { oneLine } from '../mentions.js';

/** Somebody else who speaks where a personality does: a person, or another personality. */
export type Member =
  | {
      readonly kind: 'person';
      readonly id: string;
      readonly member?: string;
      readonly name: string | null;
      readonly pronouns: string | null;
      /** What they say about themselves, in their own words. */
      readonly about: string | null;
      /** The same, said to this personality alone. */
      readonly confided: string | null;
      /** Under which ids they are mentioned. */
      readonly accounts: readonly string[];
    }
  | { readonly kind: 'personality'; readonly id: string; readonly name: string };

/** Somebody with the name that nobody else in sight has. */
export type Labelled = Member & { readonly label: string };

export type Whom = Pick<Speaker, 'kind' | 'id'> & { readonly member?: string };

export const isSame = (a: Whom, b: Whom): boolean => a.kind === b.kind && a.id === b.id && a.member === b.member;

/** In one text, who somebody is. */
export const keyOf = ({ kind, id, member = '' }: Whom): string => `${kind} ${id} ${member}`;

/** Whoever wrote a message. */
export const writerOf = ({ userId, member }: { readonly userId: string; readonly member?: string }) =>
  ({ kind: 'person', id: userId, ...(member !== undefined && { member }) }) as const;

type Sight = {
  readonly history: readonly Line[];
  readonly author: { readonly userId: string; readonly member?: string };
  /** The one who listens, and what it is called. */
  readonly personality: { readonly id: string; readonly names: readonly string[] };
};

/**
 * Everybody in sight but the personality, in the order in which they first appear, and whoever speaks now last if they
 * have not spoken before. Who has a name that somebody before them has, or the personality, gets a number with it.
 */
export function companyIn(directory: ReadonlyMap<string, Member>, { history, author, personality }: Sight): Labelled[] {
  const speakers = [...history.map(({ speaker }) => speaker), writerOf(author)];
  const keys = new Set(speakers.filter(each => !isSame(each, { kind: 'personality', ...personality })).map(keyOf));
  const taken = new Set(personality.names.flatMap(name => [name, asOwn(name)]).map(visible));
  return [...keys].flatMap(key => {
    const member = directory.get(key);
    return member === undefined ? [] : [{ ...member, label: freeLabel(labelFor(member.name), taken) }];
  });
}

/** What the personality is called in a quote of its own words. */
export const asOwn = (name: string): string => `${name} (you)`;

/** A name as it leads a line: it can neither end the line nor the name before its end. */
export const labelFor = (name: string | null) => {
  const label = oneLine((name ?? '').replace(colons, ' ').replace(unseen, ''));
  return visible(label) === '' ? 'somebody' : label;
};

const colons = /[:：﹕︓∶꞉˸ː]/g;

/** What turns the writing around or takes no room; but for what joins the parts of one picture. */
const unseen = /(?!\u200c|\u200d|\ufe0e|\ufe0f)[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** A name as the eye takes it: two of which this is the same look alike. */
export const visible = (label: string): string =>
  fold(label)
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu, '')
    .trim();

function freeLabel(name: string, taken: Set<string>): string {
  const isFree = (label: string) => !taken.has(visible(label));
  const numbered = (number: number): string => {
    const label = `${name} (${number})`;
    return isFree(label) ? label : numbered(number + 1);
  };
  const label = isFree(name) ? name : numbered(2);
  taken.add(visible(label));
  return label;
}
