import type { Cutting } from '../import/found.js';
import type { Outline } from '../import/format.js';
import { byte, isSpace, withoutBom } from './byte.js';
import { parseExact } from './exact.js';
import { memberPointer, pointerTo } from './pointer.js';
import { walker } from './walk.js';

/**
 * What can be seen of a JSON document from its first bytes. Null: that is no JSON, or several documents in lines. One
 * that breaks off or goes wrong later on is seen as far as it goes.
 */
export function outlineOf(head: Uint8Array): Outline | null {
  const bytes = withoutBom(Buffer.from(head.buffer, head.byteOffset, head.byteLength));
  const start = skipSpace(bytes, 0);
  if (bytes[start] === byte.openBrace) return objectFrom(bytes, start + 1);
  if (bytes[start] === byte.openBracket) return arrayFrom(bytes, start + 1);
  return cuttingOf(bytes.toString('utf8', start), '') === undefined ? null : { root: 'other' };
}

function objectFrom(bytes: Buffer, start: number): Outline | null {
  const members = new Map<string, Cutting | undefined>();
  let at = skipSpace(bytes, start);
  while (bytes[at] === byte.quote) {
    const member = memberAt(bytes, at);
    if (member === undefined) break;
    if (!members.has(member.name)) members.set(member.name, member.cutting);
    at = skipSpace(bytes, member.end);
    if (bytes[at] === byte.comma) at = skipSpace(bytes, at + 1);
  }
  const isEmpty = members.size === 0 && at < bytes.length && bytes[at] !== byte.closeBrace;
  return isEmpty || (bytes[at] === byte.closeBrace && isFollowedByAnother(bytes, at + 1))
    ? null
    : { root: 'object', members };
}

type Member = { readonly name: string; readonly cutting: Cutting | undefined; readonly end: number };

/** A member, or undefined: what is there is none, or not even its value has begun. */
function memberAt(bytes: Buffer, at: number): Member | undefined {
  const quoted = valueAt(bytes, at);
  const name = quoted?.text === undefined ? undefined : cuttingOf(quoted.text, '')?.value;
  const colon = skipSpace(bytes, quoted?.end ?? bytes.length);
  if (typeof name !== 'string' || bytes[colon] !== byte.colon) return undefined;
  const value = valueAt(bytes, skipSpace(bytes, colon + 1));
  if (value === undefined) return undefined;
  const cutting = value.text === undefined ? undefined : cuttingOf(value.text, memberPointer(name));
  return value.text !== undefined && cutting === undefined ? undefined : { name, cutting, end: value.end };
}

function arrayFrom(bytes: Buffer, start: number): Outline | null {
  const at = skipSpace(bytes, start);
  if (at === bytes.length || bytes[at] === byte.closeBracket) return { root: 'array', first: undefined };
  const value = valueAt(bytes, at);
  const first = value?.text === undefined ? undefined : cuttingOf(value.text, pointerTo('', 0));
  const next = skipSpace(bytes, value?.end ?? bytes.length);
  const isOne = next === bytes.length || bytes[next] === byte.comma || bytes[next] === byte.closeBracket;
  const isBroken = value === undefined || (value.text !== undefined && first === undefined);
  return isBroken || !isOne ? null : { root: 'array', first };
}

/** A value and where it ends; without its text when it goes on beyond what is there. Undefined: it is none. */
function valueAt(bytes: Buffer, at: number): { readonly text: string | undefined; readonly end: number } | undefined {
  const walking = walker(1, () => {});
  const end = walking.through(bytes, at);
  if (walking.fault() !== undefined) return undefined;
  return end < 0 ? { text: undefined, end: bytes.length } : { text: bytes.toString('utf8', at, end), end };
}

function cuttingOf(raw: string, at: string): Cutting | undefined {
  try {
    return { value: parseExact(raw), raw, at };
  } catch {
    return undefined;
  }
}

/** Then these are lines of JSON, and not one document. */
const isFollowedByAnother = (bytes: Buffer, at: number) => bytes[skipSpace(bytes, at)] === byte.openBrace;

function skipSpace(bytes: Buffer, from: number): number {
  let at = from;
  while (isSpace(bytes[at])) at += 1;
  return at;
}
