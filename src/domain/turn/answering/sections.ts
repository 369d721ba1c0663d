import { codeIn, edited, type Edit } from './edit.js';
import { untouched, type Step } from './step.js';
import { anyOf, sectionTags } from './tags.js';

const tagLine = new RegExp(
  String.raw`^[ \t]{0,8}<(\/?)(${anyOf(sectionTags)})(?:\s[^<>\n]{0,100})?>[ \t]*(?:\n|$(?![^]))`,
  'gim',
);

type TagLine = {
  readonly name: string;
  readonly closes: boolean;
  readonly start: number;
  readonly end: number;
  readonly isWhole: boolean;
};

/**
 * Takes out the sections of the prompt that a model repeats, and tags of such sections that stand alone. Tags inside a
 * line are somebody's HTML. Of an unfinished text, all from an open section on is left out.
 */
export const withoutSections: Step = (text, _, isFinished) => {
  const found = Array.from(text.matchAll(tagLine), tagLineOf);
  if (found.length === 0) return untouched(text);
  const { isCode, doubtfulFrom } = codeIn(text, isFinished);
  const lines = found.filter(({ start }) => !isCode(start));
  const closings = nextClosings(lines);
  const edits: Edit[] = [];
  let openFrom = doubtfulFrom;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    if (line === undefined) break;
    const closing = line.closes ? undefined : closings[index];
    const last = (closing === undefined ? undefined : lines[closing]) ?? line;
    const isOpen = !last.closes || !last.isWhole || last.start >= doubtfulFrom;
    if (!isFinished && isOpen) openFrom = Math.min(openFrom, line.start);
    edits.push({ start: line.start, end: last.end, instead: '' });
    index = closing ?? index;
  }
  return edited(text, edits, openFrom);
};

const tagLineOf = ({ 0: whole, 1: slash, 2: name = '', index: start }: RegExpExecArray): TagLine => ({
  name: name.toLowerCase(),
  closes: slash === '/',
  start,
  end: start + whole.length,
  isWhole: whole.endsWith('\n'),
});

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
