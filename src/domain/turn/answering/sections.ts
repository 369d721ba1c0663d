import { codeIn, edited, type Edit } from './edit.js';
import { untouched, type Step } from './step.js';
import { anyOf, fileTags, sectionTags } from './tags.js';

const indent = String.raw`^[ \t\u00a0\ufeff]{0,8}`;
const openingTag = String.raw`<(${anyOf(sectionTags)})(?:\s[^<>\n]{0,100})?>|<(${anyOf(fileTags)}) name="[^<>\n]{0,180}">`;
const closingTag = String.raw`<\/(${anyOf([...sectionTags, ...fileTags])})[ \t]{0,8}>`;

/** What opens a section stands alone on its line. What closes one may have something before it, and behind it. */
const tagLine = new RegExp(
  String.raw`${indent}(?:${openingTag})[ \t\r]*(?:\n|$(?![^]))|(?:(${indent})|)${closingTag}[ \t\r]*\n?`,
  'gim',
);

type TagLine = {
  readonly name: string;
  readonly closes: boolean;
  /** It is one of ours even where it closes nothing. */
  readonly isOurs: boolean;
  readonly start: number;
  readonly end: number;
  readonly isWhole: boolean;
};

/**
 * Takes out the sections of the prompt that a model repeats, and tags of such sections that stand alone. Tags opened
 * inside a line are somebody's HTML. Of an unfinished text, all from an open section on is left out.
 */
export const withoutSections: Step = (text, _, isFinished) => {
  const found = Array.from(text.matchAll(tagLine), match => tagLineOf(match, text.length));
  if (found.length === 0) return untouched(text);
  const { isCode, doubtfulFrom } = codeIn(text, isFinished);
  const lines = found.filter(({ start }) => !isCode(start));
  const closings = nextClosings(lines);
  const edits: Edit[] = [];
  let openFrom = doubtfulFrom;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    if (line === undefined) break;
    if (!line.isOurs) continue;
    const closing = line.closes ? undefined : closings[index];
    const last = (closing === undefined ? undefined : lines[closing]) ?? line;
    const isOpen = !last.closes || !last.isWhole || last.start >= doubtfulFrom;
    if (!isFinished && isOpen) openFrom = Math.min(openFrom, line.start);
    edits.push({ start: line.start, end: last.end, instead: '' });
    index = closing ?? index;
  }
  return edited(text, edits, openFrom);
};

function tagLineOf(
  { 0: whole, 1: section, 2: file, 3: leads, 4: closed, index: start }: RegExpExecArray,
  length: number,
): TagLine {
  const end = start + whole.length;
  const name = (section ?? file ?? closed ?? '').toLowerCase();
  const closes = closed !== undefined;
  const isOurs = !closes || (leads !== undefined && isSection(name));
  return { name, closes, isOurs, start, end, isWhole: whole.endsWith('\n') || (closes && end < length) };
}

const sections: ReadonlySet<string> = new Set(sectionTags);
const isSection = (name: string) => sections.has(name);

/** For each line, the next that closes a section of its name. */
function nextClosings(lines: readonly TagLine[]): (number | undefined)[] {
  const next = new Map<string, number>();
  return lines
    .map(({ name, closes }, index) => ({ name, closes, index }))
    .toReversed()
    .map(({ name, closes, index }) => {
      const closing = next.get(name);
      if (closes) next.set(name, index);
      return closing;
    })
    .toReversed();
}
