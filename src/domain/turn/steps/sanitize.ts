import { codeSpans, isInside } from '../../text/code-spans.js';

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
  const spoken = after('thinking', answer, withoutThinking(answer));
  const unnamed = after('leading-name', spoken, withoutLeadingName(spoken, names));
  const text = after('trim', unnamed, unnamed.trim());
  return { text, steps };
}

const thinkingTag = /<(\/?)(?:think|thinking|reasoning|thought|reflection|scratchpad)\s*>|\[(\/?)thinking\]/gi;

/** Drops what stands between thinking tags. Unclosed drops the rest; a lone closing tag drops all before it. */
function withoutThinking(text: string): string {
  const code = codeSpans(text);
  let kept = '';
  let from = 0;
  let depth = 0;
  for (const tag of text.matchAll(thinkingTag)) {
    if (isInside(code, tag.index)) continue;
    const closes = tag[1] === '/' || tag[2] === '/';
    if (depth === 0) kept = closes ? '' : kept + text.slice(from, tag.index);
    depth = closes ? Math.max(0, depth - 1) : depth + 1;
    from = tag.index + tag[0].length;
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

/** The part of an unfinished answer that can be shown already, because no later text can take it back. */
export function presentable(unfinished: string, names: readonly string[]): string {
  const open = Math.max(unfinished.lastIndexOf('<'), unfinished.lastIndexOf('['));
  const settled = open >= 0 && !/[>\]]/.test(unfinished.slice(open)) ? unfinished.slice(0, open) : unfinished;
  const longestLead = Math.max(0, ...names.map(name => name.length)) + 5;
  return settled.trimStart().length < longestLead ? '' : sanitize(settled, names).text;
}
