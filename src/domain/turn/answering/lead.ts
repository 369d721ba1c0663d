import { labelOf, mayBeLabel } from './label.js';
import { untouched, type Step } from './step.js';
import { anyOf, wrapperTags } from './tags.js';

const day = '(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}';
const month = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}';
const figures = String.raw`\d{1,4}(?:[-:/.t]\d{1,4}){0,5}(?:st|nd|rd|th|z|am|pm)?`;
const token = String.raw`(?:${figures}|${day}|${month}|at|on|am|pm|utc|gmt|today|yesterday)\.?`;
const dated = String.raw`(?=[^\])\n]{0,40}(?:\d:\d\d|\d{4}-\d\d-\d\d|${day}[^\])\n]{0,20}\d))`;
const stamp = String.raw`[[(]${dated}${token}(?:[\s,]{1,2}${token}){0,8}[\])]:?`;
const longestStamp = 80;

/** Takes away what a model puts in front of its answer: its name, the time, a tag around the whole. */
export const withoutLead: Step = (text, { names }, isFinished) => {
  const tag = `<(?:${anyOf([...wrapperTags, ...names])})>`;
  const label = names.length === 0 ? '' : `|${labelOf(names)}`;
  const lead = new RegExp(String.raw`\s*(?:${stamp}|${tag}${label})\s*`, 'iy');
  let end = 0;
  while (lead.test(text)) end = lead.lastIndex;
  const next = text.slice(end, end + longestStamp).trimStart();
  if (!isFinished && mayLead(next, names)) return untouched('');
  return end === 0 ? untouched(text) : { text: text.slice(end), removed: [text.slice(0, end)] };
};

function mayLead(beginning: string, names: readonly string[]): boolean {
  if (beginning.startsWith('<')) return mayBeLabel(beginning.slice(1), [...wrapperTags, ...names]);
  const mayBeStamp = /^[[(][^\])\n]*(?:[\])]:?)?$/.test(beginning) && beginning.length < longestStamp;
  return mayBeStamp || mayBeLabel(beginning, names);
}
