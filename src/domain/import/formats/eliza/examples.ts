import { fold } from '../../../text/fold.js';
import { isNothing, listOf, memberOf, wordsOf } from '../generic/value.js';
import { inOurWords } from './words.js';

/** Exchanges that show how somebody speaks, as lines of a dialogue, with an empty line between two exchanges. */
export function examplesIn(value: unknown, name: string): string | undefined {
  const exchanges = listOf(value).flatMap(exchange => {
    const lines = listOf(exchange).flatMap(said => lineIn(said, name) ?? []);
    return lines.length === 0 ? [] : [lines.join('\n')];
  });
  return exchanges.length === 0 ? undefined : exchanges.join('\n\n');
}

/** Whether every exchange is a list of things said. */
export const isExamples = (value: unknown): boolean =>
  isNothing(value) ||
  (Array.isArray(value) &&
    value.every(each => Array.isArray(each) && each.every(said => lineIn(said, '') !== undefined)));

function lineIn(said: unknown, name: string): string | undefined {
  const speaker = wordsOf(memberOf(said, 'user')) ?? wordsOf(memberOf(said, 'name'));
  const content = memberOf(said, 'content');
  const text = wordsOf(memberOf(content, 'text')) ?? wordsOf(content);
  if (speaker === undefined || text === undefined) return undefined;
  return `${isCharacter(speaker, name) ? '{{char}}' : '{{user}}'}: ${inOurWords(text)}`;
}

const isCharacter = (speaker: string, name: string) =>
  fold(speaker) === fold(name) || inOurWords(speaker) === '{{char}}';
