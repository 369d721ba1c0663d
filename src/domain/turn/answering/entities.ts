import { codeIn, edited, type Edit } from './edit.js';
import { untouched, type Step } from './step.js';

const entity = /&lt;[a-z/!?][^&\n]{0,40}&gt;|&lt;(?![a-z/!?&])|&gt;|&amp;(?!(?:lt|gt|amp);)/gi;
const meant: ReadonlyMap<string, string> = new Map([
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&amp;', '&'],
]);

/**
 * Turns back what was escaped in the prompt and is repeated so. A whole escaped tag stays as it is: turned back it might
 * be taken for one.
 */
export const withoutEntities: Step = (text, _, isFinished) => {
  if (!/&(?:lt|gt|amp);/i.test(text)) return untouched(text);
  const { isCode, doubtfulFrom } = codeIn(text, isFinished);
  const edits: Edit[] = [];
  for (const { 0: whole, index: start } of text.matchAll(entity)) {
    const instead = meant.get(whole.toLowerCase());
    if (instead !== undefined && !isCode(start)) edits.push({ start, end: start + whole.length, instead });
  }
  return edited(text, edits, doubtfulFrom);
};
