import type { Verdict } from '../../calling/verdict.js';
import type { Line } from '../../conversation/line.js';
import type { Personality } from '../../personality/personality.js';
import type { About } from '../answering/about.js';
import { cleaned } from '../answering/cleaned.js';
import { likenessToAny, tooAlike } from '../answering/likeness.js';

/** So many of its own answers a personality is not to repeat. */
const remembered = 5;

/** What is thought of an answer, as it would be shown: whether anything is left of it, and whether it was said before. */
export function verdictOn(answer: string, about: About, earlier: readonly string[]): Verdict {
  const { text } = cleaned(answer, about);
  if (text === '') return 'empty';
  const likeness = likenessToAny(text, earlier);
  return likeness < tooAlike ? 'good' : { again: 'too-alike', likeness };
}

type Speaking = { readonly personality: Personality; readonly context: { readonly history: readonly Line[] } };

/** What the personality said last in this conversation. */
export const ownLines = ({ personality: { id }, context: { history } }: Speaking): string[] =>
  history
    .filter(({ speaker }) => speaker.kind === 'personality' && speaker.id === id)
    .slice(-remembered)
    .map(({ text }) => text);
