/**
 * What it takes to try a pattern at one place of a text: at most `ways` ways, of `size` steps each, for every way to
 * share the text among `loops` loops.
 */
export type Effort = { readonly ways: number; readonly size: number; readonly loops: number };

/** Why a pattern is not tried. */
export type Refused = { readonly refused: string };

const nothing: Effort = { ways: 1, size: 0, loops: 0 };
const single: Effort = { ways: 1, size: 1, loops: 0 };

const inSequence = (one: Effort, other: Effort): Effort => ({
  ways: one.ways * other.ways,
  size: one.size + other.size,
  loops: one.loops + other.loops,
});

const asAlternatives = (one: Effort, other: Effort): Effort => ({
  ways: one.ways + other.ways,
  size: Math.max(one.size, other.size),
  loops: Math.max(one.loops, other.loops),
});

/** What stands at a position: how long it is, and what it costs. */
type Piece = Effort & { readonly end: number };

/** A bracket that is open: the alternatives before, and the one that is being read. */
type Group = { readonly done: Effort | undefined; readonly now: Effort };

const opening: Group = { done: undefined, now: nothing };

/**
 * The effort of a pattern, worked out from its text alone. Refused is what has no bound worth the name (a loop around
 * something that can itself be tried in several ways), and what makes bounds meaningless: backreferences and lookbehind.
 */
export function effortOf(pattern: string): Effort | Refused {
  let reading: Reading = { at: 0, groups: [opening] };
  while (reading.at < pattern.length) {
    const next = readOn(pattern, reading);
    if ('refused' in next) return next;
    reading = next;
  }
  const [outermost = opening, ...unclosed] = reading.groups;
  return unclosed.length === 0 ? closed(outermost) : { refused: 'a bracket is never closed' };
}

/** How far a pattern is read, and the brackets that are open there, the innermost last. */
type Reading = { readonly at: number; readonly groups: readonly Group[] };

function readOn(pattern: string, reading: Reading): Reading | Refused {
  const { at, groups } = reading;
  switch (pattern[at]) {
    case '(':
      return opened(pattern, reading);
    case ')':
      return leaving(pattern, reading);
    case '|':
      return { at: at + 1, groups: [...groups.slice(0, -1), { done: closed(innermost(groups)), now: nothing }] };
    default: {
      const end = atomEnd(pattern, at);
      return typeof end === 'number' ? withPiece(reading.groups, repeated(pattern, end, single)) : end;
    }
  }
}

function opened(pattern: string, { at, groups }: Reading): Reading | Refused {
  const start = groupStart(pattern, at);
  return 'refused' in start ? start : { at: start.end, groups: [...groups, opening] };
}

function leaving(pattern: string, { at, groups }: Reading): Reading | Refused {
  if (groups.length === 1) return { refused: 'a bracket is closed that was never opened' };
  return withPiece(groups.slice(0, -1), repeated(pattern, at + 1, closed(innermost(groups))));
}

function withPiece(groups: readonly Group[], piece: Piece | Refused): Reading | Refused {
  if ('refused' in piece) return piece;
  const group = innermost(groups);
  return { at: piece.end, groups: [...groups.slice(0, -1), { ...group, now: inSequence(group.now, piece) }] };
}

const innermost = (groups: readonly Group[]): Group => groups.at(-1) ?? opening;

const closed = ({ done, now }: Group): Effort => (done === undefined ? now : asAlternatives(done, now));

const starts = ['(?:', '(?=', '(?!'] as const;
const namedStart = /\(\?<\w+>/y;

function groupStart(pattern: string, at: number): { readonly end: number } | Refused {
  if (pattern[at + 1] !== '?') return { end: at + 1 };
  if (starts.some(start => pattern.startsWith(start, at))) return { end: at + 3 };
  namedStart.lastIndex = at;
  const name = namedStart.exec(pattern)?.[0];
  return name === undefined ? { refused: 'it looks behind' } : { end: at + name.length };
}

/** Where the character, class or escape that begins at a position ends. */
function atomEnd(pattern: string, at: number): number | Refused {
  if (pattern[at] === '[') return classEnd(pattern, at);
  if (pattern[at] !== '\\') return at + 1;
  if (/[1-9k]/.test(pattern[at + 1] ?? '')) return { refused: 'it refers back to what it found' };
  return escapeEnd(pattern, at);
}

const property = /\\[pPu]\{\w+(?:=\w+)?\}/y;

function escapeEnd(pattern: string, at: number): number {
  property.lastIndex = at;
  return at + (property.exec(pattern)?.[0].length ?? 2);
}

function classEnd(pattern: string, at: number): number | Refused {
  for (let index = at + 1; index < pattern.length; index++) {
    if (pattern[index] === '\\') index += 1;
    else if (pattern[index] === ']') return index + 1;
  }
  return { refused: 'a bracket is never closed' };
}

const quantifier = /(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})\??/y;

/** The same with the quantifier that follows it, if any does. */
function repeated(pattern: string, at: number, inner: Effort): Piece | Refused {
  quantifier.lastIndex = at;
  const found = quantifier.exec(pattern);
  if (found === null) return { ...inner, end: at };
  const end = at + found[0].length;
  const { least, most } = timesOf(found);
  if (most !== Infinity) {
    const choices = Math.max(1, most - least + 1);
    return { ways: inner.ways ** most * choices, size: inner.size * most, loops: inner.loops * most, end };
  }
  if (inner.ways > 1 || inner.loops > 0) return { refused: 'it repeats something that already varies' };
  return { ways: 1, size: inner.size, loops: 1, end };
}

function timesOf([sign = '', least, comma, most]: RegExpExecArray): { readonly least: number; readonly most: number } {
  if (sign.startsWith('?')) return { least: 0, most: 1 };
  if (least === undefined) return { least: 0, most: Infinity };
  if (comma === undefined) return { least: Number(least), most: Number(least) };
  return { least: Number(least), most: most === undefined || most === '' ? Infinity : Number(most) };
}
