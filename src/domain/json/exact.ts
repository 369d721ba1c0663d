import { TzurotError } from '../errors.js';
import { byte, isSpace } from './byte.js';
import { deepest } from './limits.js';
import { parseNumber, parseText, parseWord, type Step } from './literal.js';
import { placeOf, unexpected } from './place.js';

/**
 * Parses JSON without losing anything that can be kept: objects have no prototype, the first of two members of one name
 * wins, and a number that JavaScript would spell differently is `JSON.rawJSON`. Throws `invalid`, saying where.
 */
export function parseExact(raw: string): unknown {
  const { value, end } = parseValue(raw, skipSpace(raw, 0), 1);
  const rest = skipSpace(raw, end);
  if (rest < raw.length) throw unexpected(raw, rest, 'the end');
  return value;
}

/** The JSON of a value, numbers spelled as they were read. */
export const spelled = (value: unknown, indent?: number): string => JSON.stringify(value, null, indent);

function parseValue(raw: string, at: number, depth: number): Step {
  const code = raw.charCodeAt(at);
  if (code === byte.quote) return parseText(raw, at);
  if (code === byte.openBrace) return parseObject(raw, at, depth);
  if (code === byte.openBracket) return parseArray(raw, at, depth);
  if (code === byte.minus || (code >= byte.zero && code <= byte.nine)) return parseNumber(raw, at);
  return parseWord(raw, at);
}

function parseObject(raw: string, start: number, depth: number): Step {
  assertShallow(raw, start, depth);
  const value: Record<string, unknown> = Object.create(null);
  let at = skipSpace(raw, start + 1);
  if (raw.charCodeAt(at) === byte.closeBrace) return { value, end: at + 1 };
  for (;;) {
    const name = parseName(raw, at);
    const member = parseValue(raw, name.end, depth + 1);
    if (!(name.value in value)) value[name.value] = member.value;
    at = skipSpace(raw, member.end);
    if (raw.charCodeAt(at) === byte.closeBrace) return { value, end: at + 1 };
    at = afterComma(raw, at, '"," or "}"');
  }
}

function parseArray(raw: string, start: number, depth: number): Step {
  assertShallow(raw, start, depth);
  const value: unknown[] = [];
  let at = skipSpace(raw, start + 1);
  if (raw.charCodeAt(at) === byte.closeBracket) return { value, end: at + 1 };
  for (;;) {
    const element = parseValue(raw, at, depth + 1);
    value.push(element.value);
    at = skipSpace(raw, element.end);
    if (raw.charCodeAt(at) === byte.closeBracket) return { value, end: at + 1 };
    at = afterComma(raw, at, '"," or "]"');
  }
}

/** The name of a member, and where its value begins. */
function parseName(raw: string, at: number): Step<string> {
  if (raw.charCodeAt(at) !== byte.quote) throw unexpected(raw, at, 'a name in quotes');
  const { value, end } = parseText(raw, at);
  const colon = skipSpace(raw, end);
  if (raw.charCodeAt(colon) !== byte.colon) throw unexpected(raw, colon, '":"');
  return { value, end: skipSpace(raw, colon + 1) };
}

function afterComma(raw: string, at: number, wanted: string): number {
  if (raw.charCodeAt(at) !== byte.comma) throw unexpected(raw, at, wanted);
  return skipSpace(raw, at + 1);
}

function skipSpace(raw: string, from: number): number {
  let at = from;
  while (isSpace(raw.charCodeAt(at))) at += 1;
  return at;
}

function assertShallow(raw: string, at: number, depth: number): void {
  if (depth <= deepest) return;
  throw new TzurotError('invalid', `This JSON is nested more than ${deepest} levels deep, at ${placeOf(raw, at)}.`);
}
