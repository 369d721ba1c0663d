import { partnersOf } from '../../text/code-spans.js';

/** What a step of the cleaning did to an answer. */
export type SanitizeStep = { readonly name: string; readonly changed: boolean };
export type Sanitized = { readonly text: string; readonly steps: readonly SanitizeStep[] };

/** Cleans a model's answer: no thinking aloud, no name in front of it, no ragged ends. */
export function sanitize(answer: string, names: readonly string[]): Sanitized {
  const steps: SanitizeStep[] = [];
  const after = (name: string, before: string, now: string) => {
    steps.push({ name, changed: now !== before });
    return now;
  };
  const spoken = after('thinking', answer, withoutThinking(answer, true));
  const unnamed = after('leading-name', spoken, withoutLeadingName(spoken, names));
  const text = after('trim', unnamed, unnamed.trim());
  return { text, steps };
}

const mark = /`+|<(\/?)(?:think|thinking|reasoning|thought|reflection|scratchpad)\s*>|\[(\/?)thinking\]/gi;
const isRun = ([found]: RegExpExecArray) => found.startsWith('`');
const isClosing = ([, angled, squared]: RegExpExecArray) => angled === '/' || squared === '/';

/**
 * Drops what stands between thinking tags, but for tags in code. Unclosed drops the rest; a lone closing tag drops all
 * before it. Backticks in a thought make no code beyond its end. Of an unfinished text, all is left out that a later
 * backtick may turn into code.
 */
function withoutThinking(text: string, isFinished: boolean): string {
  const marks = [...text.matchAll(mark)];
  const partners = partnersOf(marks.map(each => (isRun(each) ? each[0].length : 0)));
  const ends = marks.map((each, index) => (isClosing(each) ? index : -1)).filter(index => index >= 0);
  let kept = '';
  let from = 0;
  let depth = 0;
  let isDoubtful = false;
  let nextEnd = 0;
  for (let index = 0; index < marks.length; index++) {
    const found = marks[index];
    if (found === undefined) break;
    if (isRun(found)) {
      const partner = partners[index];
      while ((ends[nextEnd] ?? Infinity) < index) nextEnd += 1;
      const isCode = partner !== undefined && (depth === 0 || partner < (ends[nextEnd] ?? Infinity));
      if (isCode) index = partner;
      else if (depth === 0) isDoubtful = true;
      continue;
    }
    const closes = isClosing(found);
    if (depth === 0) {
      if (!isFinished && isDoubtful && !closes) return kept + text.slice(from, found.index);
      kept = closes ? '' : kept + text.slice(from, found.index);
    }
    depth = closes ? Math.max(0, depth - 1) : depth + 1;
    from = found.index + found[0].length;
  }
  return depth === 0 ? kept + text.slice(from) : kept;
}

function withoutLeadingName(text: string, names: readonly string[]): string {
  const start = text.trimStart();
  for (const name of names) {
    const found = [`${name}:`, `**${name}:**`, `**${name}**:`].find(lead => start.startsWith(lead));
    if (found !== undefined) return start.slice(found.length).trimStart();
  }
  return text;
}

/** What may still become a tag, a placeholder, or a longer run of backticks. */
const undecided = /(?:<\/?[a-z]*\s*|\[\/?[a-z]*|\{{1,2}[a-z]*\}?|(?<!`)`+)$/i;

/**
 * The part of an unfinished answer that can be shown already, because no later text can take it back. Only a thought
 * that is closed and was never opened could, and nobody can foresee that.
 */
export function presentable(unfinished: string, names: readonly string[]): string {
  const spoken = withoutThinking(unfinished.replace(undecided, ''), false).trimStart();
  const longestLead = Math.max(0, ...names.map(name => name.length)) + 5;
  return spoken.length < longestLead ? '' : withoutLeadingName(spoken, names).trim();
}
