import { codeIn, edited, type Edit } from './edit.js';
import { untouched, type Step } from './step.js';
import { anyOf, sectionTags, wrapperTags } from './tags.js';

/** Takes out closing tags of ours that close nothing. */
export const withoutClosers: Step = (text, { names }, isFinished) => {
  if (!text.includes('</')) return untouched(text);
  const tag = new RegExp(
    String.raw`<(\/?)(${anyOf([...sectionTags, ...wrapperTags, ...names])})(?:\s[^<>]{0,100})?>`,
    'gi',
  );
  const { isCode, doubtfulFrom } = codeIn(text, isFinished);
  const open = new Map<string, number>();
  const edits: Edit[] = [];
  for (const { 0: whole, 1: slash, 2: written = '', index: start } of text.matchAll(tag)) {
    if (isCode(start)) continue;
    const name = written.toLowerCase();
    const opened = open.get(name) ?? 0;
    if (slash === '') open.set(name, opened + 1);
    else if (opened > 0) open.set(name, opened - 1);
    else edits.push({ start, end: start + whole.length, instead: '' });
  }
  return edited(text, edits, doubtfulFrom);
};
