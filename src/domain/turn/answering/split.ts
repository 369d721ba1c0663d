/**
 * One message's worth of an answer. What was added to keep a code fence whole is named, so that it can be taken out, and
 * so are the blanks left out around it, which no message can be made of.
 */
export type Chunk = {
  readonly text: string;
  readonly reopened: string;
  readonly closed: string;
  readonly before: string;
  readonly after: string;
};

type Cut = Omit<Chunk, 'before' | 'after'>;

/** Discord's limit for one message, in UTF-16 units. */
export const chunkLimit = 2000;

/** Closing a fence and opening it again may take this much of a message; a greater one is left as it is cut. */
const mendShare = 1 / 3;
const fenceLine = /^(`{3,})([^`\n]*)$/;
const longestInfo = 40;

type Fence = { readonly ticks: string; readonly opening: string };

/**
 * Cuts a text into messages: after a paragraph, else after a line, a sentence, a word, else anywhere but inside a
 * character. A code fence that is cut is closed and opened again. No message is blank. `joined` undoes it, but for a text
 * that is nothing but blanks.
 */
export const split = (text: string, limit: number = chunkLimit): Chunk[] => withoutBlank(cuts(text, limit));

function cuts(text: string, limit: number): Cut[] {
  const chunks: Cut[] = [];
  let rest = text;
  let fence: Fence | undefined;
  while (rest !== '') {
    const before = mendable(fence, limit);
    const reopened = before === undefined ? '' : `${before.opening}\n`;
    if (reopened.length + rest.length <= limit) {
      chunks.push({ text: reopened + rest, reopened, closed: '' });
      break;
    }
    const reserve = reopened.length + closingReserve(rest, before, limit);
    const cut = cutAt(rest, Math.max(1, limit - reserve));
    const body = rest.slice(0, cut);
    fence = fenceAfter(body, fence);
    const after = mendable(fence, limit);
    const closed = after === undefined ? '' : `${body.endsWith('\n') ? '' : '\n'}${after.ticks}`;
    chunks.push({ text: reopened + body + closed, reopened, closed });
    rest = rest.slice(cut);
  }
  return chunks;
}

/** The text that the chunks were cut from. */
export const joined = (chunks: readonly Chunk[]): string =>
  chunks.map(chunk => chunk.before + bodyOf(chunk) + chunk.after).join('');

const bodyOf = ({ text, reopened, closed }: Cut) => text.slice(reopened.length, text.length - closed.length);

function withoutBlank(all: readonly Cut[]): Chunk[] {
  const last = all.findLastIndex(({ text }) => text.trim() !== '');
  const after = all
    .slice(last + 1)
    .map(bodyOf)
    .join('');
  const blanks: string[] = [];
  return all.slice(0, last + 1).flatMap((chunk, index) => {
    if (chunk.text.trim() === '') {
      blanks.push(bodyOf(chunk));
      return [];
    }
    return [{ ...chunk, before: blanks.splice(0).join(''), after: index === last ? after : '' }];
  });
}

const mendable = (fence: Fence | undefined, limit: number): Fence | undefined =>
  fence !== undefined && fence.opening.length + fence.ticks.length + 2 <= limit * mendShare ? fence : undefined;

/** Room for closing the longest fence that may be open at the cut. */
function closingReserve(rest: string, fence: Fence | undefined, limit: number): number {
  const opened = (rest.slice(0, limit).match(/^`{3,}/gm) ?? []).map(ticks =>
    mendable({ ticks, opening: ticks }, limit),
  );
  const longest = Math.max(0, ...[fence, ...opened].map(each => each?.ticks.length ?? 0));
  return longest === 0 ? 0 : longest + 1;
}

const breaks: readonly RegExp[] = [/\n\n+/g, /\n/g, /[.!?…。！？]["'”’)\]]*\s+/g, /\s+/g];
const leastShare = 0.25;

function cutAt(text: string, room: number): number {
  const head = text.slice(0, room);
  for (const pattern of breaks) {
    const last = [...head.matchAll(pattern)].findLast(match => match.index > 0);
    const end = last === undefined ? 0 : last.index + last[0].length;
    if (end >= room * leastShare && !isGlued(text, end)) return end;
  }
  return boundaryBefore(text, room);
}

const graphemes = new Intl.Segmenter();
/** A character of several parts is mostly shorter than this. In UTF-16 units. */
const longestCharacter = 64;

/** Whether what follows a position belongs to the character before it. */
const isGlued = (text: string, at: number) =>
  /^[\p{M}\u200d\p{Emoji_Modifier}]/u.test(text.slice(at, at + 2)) || text.slice(at - 1, at + 1) === '\r\n';

/** The last place at which no character is cut apart; or, where a single one is longer than the room, no surrogate pair. */
function boundaryBefore(text: string, room: number): number {
  if (isPlain(text, room - 1) && isPlain(text, room)) return room;
  let boundary = 0;
  for (const { index } of graphemes.segment(text.slice(0, room + longestCharacter))) {
    if (index > room) break;
    boundary = index;
  }
  if (boundary > 0) return boundary;
  return splitsPair(text, room) && room > 1 ? room - 1 : room;
}

const isPlain = (text: string, at: number) => text.charCodeAt(at) >= 0x20 && text.charCodeAt(at) < 0x7f;

const splitsPair = (text: string, at: number) => {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
};

/** The fence that is open after a piece of text, given the one that was open before it. */
function fenceAfter(text: string, before: Fence | undefined): Fence | undefined {
  let open = before;
  for (const line of text.split('\n')) {
    const [, ticks, info] = fenceLine.exec(line.trimEnd()) ?? [];
    if (ticks === undefined) continue;
    if (open === undefined) open = { ticks, opening: ticks + (info ?? '').slice(0, longestInfo) };
    else if (info === '' && ticks.length >= open.ticks.length) open = undefined;
  }
  return open;
}
