import { partnersOf } from '../../text/code-spans.js';
import { untouched, type Step } from './step.js';

const mark =
  /`+|<(\/?)(?:think|thinking|reasoning|thought|reflection|scratchpad)(?:\s{1,8}[\w:-]{1,20}=(?:"[^"<>`]{0,60}"|'[^'<>`]{0,60}'|[\w.-]{1,40})){0,2}\s{0,8}(\/?)>|\[(\/?)thinking\]/gi;

const thought = /<\/?(?:think|reasoning|thought|reflection|scratchpad)|\[\/?thinking\]/i;

type Mark = { readonly kind: 'run' | 'opening' | 'closing' | 'empty'; readonly start: number; readonly end: number };

const markOf = ({ 0: whole, 1: closing, 2: empty, 3: squared, index: start }: RegExpExecArray): Mark => {
  const end = start + whole.length;
  if (whole.startsWith('`')) return { kind: 'run', start, end };
  if (closing === '/' || squared === '/') return { kind: 'closing', start, end };
  return { kind: empty === '/' ? 'empty' : 'opening', start, end };
};

/**
 * Takes out what stands between thinking tags, but for tags in code. Unclosed takes the rest; a lone closing tag takes
 * all before it. Backticks in a thought make no code beyond its end. Of an unfinished text, all is left out that a later
 * backtick may turn into code.
 */
export const withoutThinking: Step = (text, _, isFinished) => {
  if (!thought.test(text)) return untouched(text);
  const marks = Array.from(text.matchAll(mark), markOf);
  const partners = partnersOf(marks.map(({ kind, start, end }) => (kind === 'run' ? end - start : 0)));
  const ends = marks.flatMap(({ kind }, index) => (kind === 'closing' ? [index] : []));
  const removed: string[] = [];
  let kept = '';
  let from = 0;
  let depth = 0;
  let isDoubtful = false;
  let nextEnd = 0;
  for (let index = 0; index < marks.length; index++) {
    const found = marks[index];
    if (found === undefined) break;
    if (found.kind === 'run') {
      const partner = partners[index];
      while ((ends[nextEnd] ?? Infinity) < index) nextEnd += 1;
      const isCode = partner !== undefined && (depth === 0 || partner < (ends[nextEnd] ?? Infinity));
      if (isCode) index = partner;
      else if (depth === 0) isDoubtful = true;
      continue;
    }
    const before = text.slice(from, found.start);
    if (depth > 0 || found.kind === 'closing') removed.push(depth > 0 ? before : kept + before);
    else if (!isFinished && isDoubtful) return { text: kept + before, removed };
    else kept += before;
    if (depth === 0 && found.kind === 'closing') kept = '';
    depth = depthAfter(found, depth);
    from = found.end;
  }
  const rest = text.slice(from);
  return depth === 0 ? { text: kept + rest, removed } : { text: kept, removed: [...removed, rest] };
};

const depthAfter = ({ kind }: Mark, depth: number): number => {
  if (kind === 'empty') return depth;
  return kind === 'closing' ? Math.max(0, depth - 1) : depth + 1;
};
