import { labelOf } from './label.js';
import { untouched, type Step } from './step.js';

/** In characters. What is shorter may well be said twice. */
export const leastEcho = 30;

const isBlank = (unit: string) => unit.trim() === '';

/** Takes away what was said to the personality, where its answer begins with it word for word. */
export const withoutEcho: Step = (text, { said, others }) => {
  const words = said.trim();
  if (words.length < leastEcho) return untouched(text);
  const label = others.length === 0 ? '' : `|${labelOf(others)}`;
  const [before = ''] = new RegExp(`^\\s*(?:[>"“«]{1,2}${label})?\\s*`, 'i').exec(text) ?? [];
  const end = endOfSame(text, before.length, words);
  if (end === undefined || /^[\p{L}\p{N}]/u.test(text.slice(end, end + 2))) return untouched(text);
  const rest = text
    .slice(end)
    .replace(/^["”»]?[:;,.?!–—]{0,3}(?=\s|$)/, '')
    .replace(/^["”»]/, '')
    .trimStart();
  return { text: rest, removed: [text.slice(0, text.length - rest.length)] };
};

/** Where `words` end in a text, from a position on. Blanks of any kind and length are the same. */
function endOfSame(text: string, from: number, words: string): number | undefined {
  let at = from;
  for (let index = 0; index < words.length; index++) {
    const unit = words.charAt(index);
    if (!isBlank(unit)) {
      if (text.charAt(at) !== unit) return undefined;
      at += 1;
    } else if (!isBlank(words.charAt(index - 1))) {
      if (at >= text.length || !isBlank(text.charAt(at))) return undefined;
      while (at < text.length && isBlank(text.charAt(at))) at += 1;
    }
  }
  return at;
}
