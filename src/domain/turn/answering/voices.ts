import { lazily } from '../../around.js';
import { codeIn } from './edit.js';
import { labelOf, mayBeLabel } from './label.js';
import { untouched, type Step } from './step.js';

/** What models call somebody whose name they were not told. They write it after an empty line. */
const nameless = ['User', 'Human'];

const lineBreak = String.raw`(?:\r\n?|[\n\v\f\u0085\u2028\u2029])`;

/** Ends the answer where the personality begins to speak for somebody else. */
export const withoutOtherVoices: Step = (text, { others }, isFinished) => {
  const named = others.length === 0 ? '' : `|${labelOf(others)}`;
  const voice = new RegExp(String.raw`${lineBreak}[ \t]*(?:${lineBreak}(?:${labelOf(nameless)})${named})`, 'gi');
  const begun = /\S/.exec(text)?.index ?? text.length;
  const isCode = lazily(() => codeIn(text, isFinished).isCode);
  for (const { index } of text.matchAll(voice)) {
    if (index < begun || isCode()(index)) continue;
    return { text: text.slice(0, index), removed: [text.slice(index)] };
  }
  return untouched(isFinished ? text : withoutHalfALabel(text, [...others, ...nameless]));
};

function withoutHalfALabel(text: string, names: readonly string[]): string {
  const lineStart = lastLineBreak(text);
  return lineStart >= 0 && mayBeLabel(text.slice(lineStart + 1), names) ? text.slice(0, lineStart) : text;
}

/** Where the last line break is, or -1. */
const lastLineBreak = (text: string): number =>
  Math.max(...[...'\n\r\v\f\u0085\u2028\u2029'].map(mark => text.lastIndexOf(mark)));
