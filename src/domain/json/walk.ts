import { byte, isSpace } from './byte.js';
import { deepest } from './limits.js';

/** Why a value cannot be gone through, and at which byte. */
export type Fault = { readonly code: 'not_json' | 'too_deep'; readonly at: number };

/** Goes through one value after another without looking at what it means, over as many pieces as it comes in. */
export type Walker = {
  /** Whether the value is a number or a word: those end where something else begins. */
  isBare(): boolean;
  fault(): Fault | undefined;
  /** Whether the value that has just ended was too deep. Only one that goes on all the same can say so. */
  wasTooDeep(): boolean;
  /** Where the value has ended, or -1: it goes on, or there is a fault. Line breaks outside texts are told. */
  through(bytes: Buffer, from: number): number;
};

/** Texts that are short are looked through here; finding the end of a long one is left to the machine. */
const shortText = 40;

/**
 * `around` is how deep the value itself lies in others. `canGoOn`: a value that is too deep is gone through to its end, so
 * that what comes after it can be read; how its innermost brackets pair is then not looked at.
 */
export function walker(around: number, onLineFeed: (at: number) => void, canGoOn = false): Walker {
  const closers = new Uint8Array(deepest);
  let depth = 0;
  let beyond = 0;
  let isTooDeep = false;
  let isBare = false;
  let isInText = false;
  let isEscaped = false;
  let fault: Fault | undefined;

  function through(bytes: Buffer, from: number): number {
    if (isInText) return afterOpenText(bytes, from);
    return isBare ? afterBare(bytes, from) : afterNested(bytes, from);
  }

  function afterOpenText(bytes: Buffer, from: number): number {
    const end = afterText(bytes, from);
    if (end < 0 || depth === 0) return end;
    return afterNested(bytes, end);
  }

  function afterBare(bytes: Buffer, from: number): number {
    let at = from;
    while (at < bytes.length && !isDelimiter(bytes[at])) at += 1;
    if (at === bytes.length) return -1;
    isBare = false;
    return at;
  }

  function afterNested(bytes: Buffer, from: number): number {
    const { length } = bytes;
    let at = from;
    while (at < length) {
      const code = bytes[at] ?? 0;
      at += 1;
      if (code === byte.quote) {
        at = afterText(bytes, at);
        if (at < 0 || depth === 0) return at;
      } else if (code === byte.openBrace || code === byte.openBracket) {
        if (around + depth < deepest) {
          closers[depth] = code + 2;
          depth += 1;
        } else if (canGoOn) beyond += 1;
        else return failed('too_deep', at - 1);
        isTooDeep ||= beyond > 0;
      } else if (beyond > 0 && (code === byte.closeBrace || code === byte.closeBracket)) {
        beyond -= 1;
      } else if (code === byte.closeBrace || code === byte.closeBracket) {
        if (depth === 0 || closers[depth - 1] !== code) return failed('not_json', at - 1);
        depth -= 1;
        if (depth === 0) return at;
      } else if (depth === 0) {
        if (!beginsBare(code)) return failed('not_json', at - 1);
        isBare = true;
        return afterBare(bytes, at);
      } else if (code === byte.lineFeed) {
        onLineFeed(at);
        while (bytes[at] === byte.space) at += 1;
      }
    }
    return -1;
  }

  function afterText(bytes: Buffer, from: number): number {
    let at = isEscaped ? from + 1 : from;
    const near = Math.min(bytes.length, at + shortText);
    for (; at < near; at += 1) {
      const code = bytes[at];
      if (code === byte.quote) return ended(at + 1);
      if (code === byte.backslash) at += 1;
    }
    return at > bytes.length ? goesOn(true) : afterLongText(bytes, at);
  }

  function afterLongText(bytes: Buffer, from: number): number {
    for (let quote = bytes.indexOf(byte.quote, from); quote >= 0; quote = bytes.indexOf(byte.quote, quote + 1)) {
      if (!isAfterBackslash(bytes, quote, from)) return ended(quote + 1);
    }
    return goesOn(isAfterBackslash(bytes, bytes.length, from));
  }

  function ended(at: number): number {
    isInText = false;
    isEscaped = false;
    return at;
  }

  function goesOn(endsInBackslash: boolean): number {
    isInText = true;
    isEscaped = endsInBackslash;
    return -1;
  }

  function failed(code: Fault['code'], at: number): number {
    fault = { code, at };
    return -1;
  }

  function wasTooDeep(): boolean {
    const was = isTooDeep;
    isTooDeep = false;
    return was;
  }

  return { isBare: () => isBare, fault: () => fault, wasTooDeep, through };
}

/** Whether an odd number of backslashes stands right before. */
function isAfterBackslash(bytes: Buffer, at: number, from: number): boolean {
  let first = at;
  while (first > from && bytes[first - 1] === byte.backslash) first -= 1;
  return (at - first) % 2 === 1;
}

const isDelimiter = (code: number | undefined) =>
  isSpace(code) || code === byte.comma || code === byte.closeBracket || code === byte.closeBrace;

/** The first letters of true, false, null, and of numbers. */
const beginsBare = (code: number) =>
  code === byte.minus || (code >= byte.zero && code <= byte.nine) || code === 0x74 || code === 0x66 || code === 0x6e;
