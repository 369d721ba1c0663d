import { isMembers, isNothing, listOf, wordsOf } from '../generic/value.js';

/** Names that stand for whoever is there. */
const people = /\{\{(?:user|name)\d*\}\}/gi;
const character = /\{\{agentName\}\}/gi;

/** A text with the placeholders that cards have. */
export const inOurWords = (text: string): string => text.replace(people, '{{user}}').replace(character, '{{char}}');

/** The texts of a field that is a list of them, or a single one. */
export const textsIn = (value: unknown): string[] =>
  listOf(value).flatMap(each => {
    const text = wordsOf(each);
    return text === undefined ? [] : [inOurWords(text)];
  });

/** The same as one text, or nothing. */
export function joined(value: unknown, between: string): string | undefined {
  const texts = textsIn(value);
  return texts.length === 0 ? undefined : texts.join(between);
}

/** Whether a field that should hold texts holds nothing else. */
export const isTexts = (value: unknown): boolean =>
  isNothing(value) || (!isMembers(value) && listOf(value).every(each => typeof each === 'string'));
