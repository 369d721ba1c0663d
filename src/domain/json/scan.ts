import { bom, byte, isSpace } from './byte.js';
import { capture } from './capture.js';
import { utf8Decoder } from './decode.js';
import { invalidUtf8, refusalWords, type Ending, type RefusalCode, type Refused } from './ending.js';
import { kept } from './kept.js';
import { longestDocument, longestElement } from './limits.js';
import { placeIn } from './place.js';
import { pointerTo } from './pointer.js';
import { walker, type Walker } from './walk.js';

/** One element of a list that is read element by element. */
export type Element = {
  readonly stream: string;
  readonly index: number;
  /** A JSON pointer. */
  readonly at: string;
  readonly raw: string;
  /** It cannot be taken, and `raw` is empty. What comes after it can. */
  readonly fault?: 'too_deep' | 'too_long';
};

/**
 * Takes the bytes of a document as they come, and gives the elements of its long lists as soon as they are whole. It
 * knows where values begin and end; whether an element is JSON in itself is for those who read it. Never throws.
 */
export type JsonScanner = { push(chunk: Uint8Array): readonly Element[]; end(): Ending };

type Options = {
  /** Goes over the elements without giving them, for the sake of the rest. */
  readonly skipElements?: boolean;
};

/** What comes next. Those with `in-` are in the middle of it, and white space there means something. */
type Phase =
  | 'start'
  | 'name'
  | 'in-name'
  | 'colon'
  | 'value'
  | 'in-value'
  | 'element'
  | 'in-element'
  | 'comma'
  | 'over';

/**
 * `streams` names the members of the outermost object whose elements are given one by one. An empty name is the document
 * itself, if it is a list. A member of such a name that is no list stays in the document.
 */
export function jsonScanner(streams: readonly string[], { skipElements = false }: Options = {}): JsonScanner {
  const captured = { name: capture(), member: capture(), element: capture() };
  const captures = Object.values(captured);
  const decoder = utf8Decoder();
  const document = kept();
  const walkers = [walker(0, seeLineFeed), walker(1, seeLineFeed), walker(2, seeLineFeed)] as const;
  const elementWalkers = [walker(1, seeLineFeed, true), walker(2, seeLineFeed, true)] as const;
  let isElementTooLong = false;
  let phase: Phase = 'start';
  let isObject = false;
  let isFirst = true;
  let isRepeated = false;
  let name = '';
  let list: { readonly stream: string; readonly index: number } | undefined;
  let found: Element[] = [];
  let refused: Refused | undefined;
  let before = 0;
  let line = 1;
  let lineStart = 0;

  const steps: Readonly<Record<Phase, (bytes: Buffer, at: number) => number>> = {
    start(bytes, at) {
      if (before + at < bom.length && bytes[at] === bom[before + at]) return at + 1;
      isObject = bytes[at] === byte.openBrace;
      if (bytes[at] === byte.openBracket && streams.includes('')) return openList('', at);
      captured.member.begin(isObject ? at + 1 : at);
      phase = isObject ? 'name' : 'in-value';
      return isObject ? at + 1 : at;
    },
    name(bytes, at) {
      if (bytes[at] === byte.closeBrace && isFirst) return endDocument(at);
      if (bytes[at] !== byte.quote) return unexpected(bytes, at, 'a name in quotes');
      captured.name.begin(at);
      phase = 'in-name';
      return at;
    },
    'in-name'(bytes, at) {
      const end = walkers[1].through(bytes, at);
      if (end < 0) return goOn(bytes, 1);
      name = nameOf(decoder.decode(captured.name.take(bytes, end)));
      isRepeated = !document.name(name);
      phase = 'colon';
      return end;
    },
    colon(bytes, at) {
      if (bytes[at] !== byte.colon) return unexpected(bytes, at, '":"');
      phase = 'value';
      return at + 1;
    },
    value(bytes, at) {
      const isList = bytes[at] === byte.openBracket && name !== '' && streams.includes(name);
      if (isRepeated || isList) captured.member.drop();
      if (isList && !isRepeated) return openList(name, at);
      phase = 'in-value';
      return at;
    },
    'in-value'(bytes, at) {
      const depth = isObject ? 1 : 0;
      const end = walkers[depth].through(bytes, at);
      if (end < 0) return goOn(bytes, depth);
      return takeValue(bytes, end);
    },
    element(bytes, at) {
      if (bytes[at] === byte.closeBracket && isFirst) return closeList(at);
      captured.element.begin(at);
      phase = 'in-element';
      return at;
    },
    'in-element'(bytes, at) {
      const walking = elementWalkers[isObject ? 1 : 0];
      const end = walking.through(bytes, at);
      if (end < 0) return goOnInElement(bytes, walking);
      return takeElement(bytes, end, walking.wasTooDeep());
    },
    comma(bytes, at) {
      const isList = list !== undefined;
      if (bytes[at] === byte.comma) return goToNext(at);
      if (bytes[at] !== (isList ? byte.closeBracket : byte.closeBrace)) {
        return unexpected(bytes, at, isList ? '"," or "]"' : '"," or "}"');
      }
      return isList ? closeList(at) : endDocument(at);
    },
    over: (bytes, at) => unexpected(bytes, at, 'the end'),
  };

  function openList(stream: string, at: number): number {
    list = { stream, index: 0 };
    isFirst = true;
    phase = 'element';
    return at + 1;
  }

  function closeList(at: number): number {
    list = undefined;
    isFirst = false;
    phase = isObject ? 'comma' : 'over';
    return at + 1;
  }

  function endDocument(at: number): number {
    captured.member.drop();
    phase = 'over';
    return at + 1;
  }

  function goToNext(at: number): number {
    isFirst = false;
    if (list === undefined) captured.member.begin(at + 1);
    phase = list === undefined ? 'name' : 'element';
    return at + 1;
  }

  function takeValue(bytes: Buffer, end: number): number {
    if (isTooLong(end)) return refuse('too_long', end);
    if (!isRepeated) document.add(decoder.decode(captured.member.take(bytes, end)));
    phase = isObject ? 'comma' : 'over';
    return end;
  }

  function takeElement(bytes: Buffer, end: number, isTooDeep: boolean): number {
    const { stream, index } = list ?? { stream: '', index: 0 };
    const place = { stream, index, at: pointerTo(stream, index) };
    isElementTooLong ||= captured.element.size(end) > longestElement;
    const fault = isTooDeep ? 'too_deep' : isElementTooLong ? 'too_long' : undefined;
    if (skipElements || fault !== undefined) captured.element.drop();
    if (!skipElements && fault !== undefined) found.push({ ...place, raw: '', fault });
    if (!skipElements && fault === undefined) {
      found.push({ ...place, raw: decoder.decode(captured.element.take(bytes, end)) });
    }
    isElementTooLong = false;
    list = { stream, index: index + 1 };
    phase = 'comma';
    return end;
  }

  /** The value does not end in these bytes. */
  function goOn(bytes: Buffer, depth: 0 | 1 | 2): number {
    const fault = walkers[depth].fault();
    if (fault?.code === 'too_deep') return refuse('too_deep', fault.at);
    if (fault !== undefined) return unexpected(bytes, fault.at, 'a value, or its proper end');
    return isTooLong(bytes.length) ? refuse('too_long', bytes.length) : bytes.length;
  }

  /** One that gets too long is not kept any more, but gone through to its end. */
  function goOnInElement(bytes: Buffer, walking: Walker): number {
    const fault = walking.fault();
    if (fault !== undefined) return unexpected(bytes, fault.at, 'a value, or its proper end');
    if (captured.element.size(bytes.length) > longestElement) {
      isElementTooLong = true;
      captured.element.drop();
    }
    return bytes.length;
  }

  const isTooLong = (at: number): boolean => document.size() + captured.member.size(at) > longestDocument;

  function seeLineFeed(after: number): void {
    line += 1;
    lineStart = before + after;
  }

  function unexpected(bytes: Buffer, at: number, wanted: string): number {
    const code = bytes[at] ?? 0;
    const shown = code > byte.space && code < 0x7f ? `"${String.fromCharCode(code)}"` : `the byte ${code}`;
    return refuse('not_json', at, `This is not JSON: there is ${shown}, not ${wanted}.`);
  }

  function refuse(code: RefusalCode, at: number, message = code === 'not_json' ? '' : refusalWords[code]): number {
    refused = { kind: 'refused', code, message, at: placeIn(line, before + at - lineStart + 1) };
    for (const each of captures) each.drop();
    return at;
  }

  function skipSpace(bytes: Buffer, from: number): number {
    let at = from;
    for (; isSpace(bytes[at]); at += 1) if (bytes[at] === byte.lineFeed) seeLineFeed(at + 1);
    return at;
  }

  const isReading = () => refused === undefined;

  const isWithin = () => phase === 'in-name' || phase === 'in-value' || phase === 'in-element';

  function push(chunk: Uint8Array): readonly Element[] {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    found = [];
    for (let at = 0; at < bytes.length && isReading();) {
      if (!isWithin()) at = skipSpace(bytes, at);
      if (at < bytes.length) at = steps[phase](bytes, at);
    }
    for (const each of captures) each.turn(bytes);
    before += bytes.length;
    return found;
  }

  function finish(): Ending {
    if (phase === 'in-value' && walkers[0].isBare()) takeValue(Buffer.alloc(0), 0);
    return { ...endingNow(), remarks: [...document.remarks(), ...(decoder.sawOther() ? [invalidUtf8] : [])] };
  }

  function endingNow() {
    if (refused !== undefined) return refused;
    if (phase === 'over') return { kind: 'whole', document: document.document(isObject) } as const;
    if (list !== undefined && !isObject) {
      return { kind: 'cut', document: null, torn: pointerTo(list.stream, list.index) } as const;
    }
    const code = phase === 'start' ? 'empty' : 'cut_object';
    return { kind: 'refused', code, message: refusalWords[code], at: '' } as const;
  }

  return { push, end: finish };
}

/** What a name in quotes says. One that is no JSON is left as it is. */
function nameOf(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}
