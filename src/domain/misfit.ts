import type * as z from 'zod';

type Issue = z.core.$ZodRawIssue;

/** Why a value does not fit its schema, in a sentence, where the schema itself brings none. */
export function misfitIn(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'too_big':
      return most(issue);
    case 'too_small':
      return least(issue);
    case 'invalid_type':
      return kinds.get(issue.expected);
    case 'invalid_value':
      return `It can be ${issue.values.map(String).join(', ')}.`;
    case 'unrecognized_keys':
      return `There is no ${issue.keys.map(key => `“${key.slice(0, 60)}”`).join(', ')} in it.`;
    case 'invalid_format':
      return issue.format === 'url' ? 'Write an address, such as http://localhost:11434/v1.' : undefined;
    default:
      return undefined;
  }
}

const most = ({ origin, maximum }: Extract<Issue, { code: 'too_big' }>) =>
  isCounted(origin) ? `It has at most ${maximum} ${unitOf(origin, maximum)}.` : `The most is ${maximum}.`;

const least = ({ origin, minimum }: Extract<Issue, { code: 'too_small' }>) =>
  isCounted(origin) ? `It has at least ${minimum} ${unitOf(origin, minimum)}.` : `The least is ${minimum}.`;

const isCounted = (origin: string) => origin === 'string' || origin === 'array';

function unitOf(origin: string, count: number | bigint): string {
  if (origin === 'string') return count === 1 ? 'character' : 'characters';
  return count === 1 ? 'entry' : 'entries';
}

const kinds: ReadonlyMap<string, string> = new Map([
  ['number', 'It has to be a number.'],
  ['int', 'It has to be a whole number.'],
  ['boolean', 'It is true or false.'],
  ['string', 'It has to be a text.'],
  ['array', 'It has to be a list, such as ["one", "two"].'],
  ['object', 'It has to be an object, such as {"name": "value"}.'],
  ['record', 'It has to be an object, such as {"name": "value"}.'],
]);
