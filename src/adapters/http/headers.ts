import { TzurotError } from '../../domain/errors.js';

type Headers = Readonly<Record<string, string>>;

const names = /^[\w!#$%&'*+.^`|~-]+$/;
const unsendable = /[^\t\x20-\x7e\x80-\xff]/;

/** Headers with their names in lower case. Refuses what could not be sent, without repeating it. */
export function sendable(headers: Headers): Headers {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (!names.test(name))
        throw new TzurotError('invalid', 'The name of a header has a character in it that cannot be sent.');
      if (unsendable.test(value)) {
        throw new TzurotError(
          'invalid',
          `The value for the header ${name} has a line break or another character in it that cannot be sent.`,
        );
      }
      return [name.toLowerCase(), value];
    }),
  );
}
