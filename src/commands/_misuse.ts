import { TzurotError } from '../domain/errors.js';
import { nearest } from '../domain/text/nearest.js';
import { withoutKeys } from './_plain.js';

/** What oclif throws when the words do not fit a command, as an error of ours that leads to the help of that command. */
export function misuseOf(command: string, error: unknown): unknown {
  const hint = { try: `${command.replaceAll(':', ' ')} --help`, cause: error };
  if (isUnknownFlag(error)) return new TzurotError('invalid', unknownFlag(error), hint);
  return isMisuse(error) ? new TzurotError('invalid', withoutKeys(firstParagraph(error.message)), hint) : error;
}

/** What oclif throws when a command line does not fit a command. */
const isMisuse = (error: unknown): error is Error =>
  error instanceof Error && 'oclif' in error && typeof error.oclif === 'object';

const firstParagraph = (message: string) => message.replace(/\nSee more help with --help$/, '').trim();

/** What oclif throws when a command has no such flag. */
type UnknownFlag = Error & {
  readonly flags: readonly string[];
  readonly parse: { readonly input: { readonly flags: Readonly<Record<string, unknown>> } };
};

const isUnknownFlag = (error: unknown): error is UnknownFlag =>
  error instanceof Error && error.constructor.name === 'NonExistentFlagsError';

function unknownFlag({ flags, parse }: UnknownFlag): string {
  const [typed = ''] = flags.map(flag => flag.split('=')[0] ?? ''); // What stands after it may be a secret.
  const near = nearest(typed.replace(/^-+/, ''), Object.keys(parse.input.flags));
  return `There is no flag “${withoutKeys(typed)}”.${near === undefined ? '' : ` Did you mean “--${near}”?`}`;
}
