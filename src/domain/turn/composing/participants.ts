import type { Labelled } from '../company/member.js';
import { charactersIn } from './room.js';
import { cut, escaped, indented, section } from './section.js';

/** Where there are several, each has as much room for words about themselves as the others, and nobody takes it all. */
const shareOfOthers = 0.15;

type Person = Extract<Labelled, { kind: 'person' }>;

/**
 * Who else is here. What people say about themselves is theirs, and nobody else's line can begin in it. What somebody
 * confided stands here only where nobody else reads along.
 */
export function participants(company: readonly Labelled[], contextTokens: number, isAlone: boolean): string {
  const room = company.length > 1 ? charactersIn(contextTokens, shareOfOthers / company.length) : Infinity;
  const wordsOf = (person: Person) => inOwnWords([person.about, isAlone ? person.confided : null], room);
  const isNobody = (member: Labelled) => member.kind === 'person' && member.name === null && wordsOf(member) === '';
  if (company.every(isNobody)) return '';
  const lines = company.map(member =>
    member.kind === 'person'
      ? described(member, wordsOf(member), company.length > 1)
      : `${escaped(member.label)}: a personality like you, but not you.`,
  );
  return section('participants', lines.join('\n'));
}

/** What whoever speaks now confided, where others read along: for this answer only. */
export const confided = (author: Labelled | undefined, contextTokens: number, isAlone: boolean): string =>
  isAlone || author?.kind !== 'person' || author.confided === null
    ? ''
    : section(
        'confided',
        described(author, inOwnWords([author.confided], charactersIn(contextTokens, shareOfOthers)), true),
      );

/** Where several can speak, everybody is called here as in front of their lines. */
function described({ label, name, pronouns }: Person, words: string, isShared: boolean): string {
  const called = pronouns === null ? '' : ` (${escaped(indented(pronouns))})`;
  return `${escaped(name === null && !isShared ? 'The user' : label)}${called}${words}`;
}

function inOwnWords(texts: readonly (string | null)[], room: number): string {
  const said = texts.filter(text => text !== null).join('\n');
  return said === '' ? '' : `\n  In their own words: ${indented(escaped(cut(said, room)))}`;
}
