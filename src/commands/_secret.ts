import { readKeyFile } from '../app/files.js';
import { TzurotError } from '../domain/errors.js';
import { Secret } from '../domain/wallet/secret.js';
import { readHidden } from './_hidden.js';
import { stopped } from './_signals.js';

/** A secret from a file, from a pipe, or from a person who types it and does not see it. */
export async function readSecret(question: string, { file, again }: { file?: string | undefined; again: string }) {
  if (file !== undefined) return readKeyFile(file);
  const typed = process.stdin.isTTY === true ? await readHidden(question) : await pipedSecret();
  if (typed !== undefined) return new Secret(typed);
  throw new TzurotError('invalid', 'No key was given, and nothing was stored.', { try: again });
}

const mostPiped = 64 * 1024;

async function pipedSecret(): Promise<string | undefined> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of process.stdin) {
    stopped.throwIfAborted();
    pieces.push(Buffer.from(piece));
    size += pieces.at(-1)?.length ?? 0;
    if (size > mostPiped) throw new TzurotError('invalid', 'What was piped in is too long for a key.');
  }
  const text = Buffer.concat(pieces).toString('utf8');
  return text.trim() === '' ? undefined : text;
}

const withValue = new Set(['--home', '--as', '--from-file']);
const flags = new Set(['--json', '--no-color', '--no-verify', '--no-browser', '--']);
const plain = /^[A-Za-z_-]{1,20}$/;

const keyWays = 'There are three safe ways: paste it when you are asked, pipe it in, or name a file with --from-file.';

type Expected = {
  readonly words: number;
  readonly again: string;
  /** How else it is given. */
  readonly ways?: string;
};

/**
 * Refuses a key that was given as an argument, where everybody on the machine could read it, before anything else looks
 * at the arguments and repeats them. So many words at most may stand there besides the flags.
 */
export function assertNoSecret(argv: readonly string[], { words, again, ways = keyWays }: Expected): void {
  const own = argv.filter((_, index) => !withValue.has(argv[index - 1] ?? ''));
  const others = own.filter(word => !word.startsWith('-'));
  const strange = own.filter(word => word.startsWith('-') && mayHold(word));
  if (others.length <= words && others.every(word => plain.test(word)) && strange.length === 0) return;
  throw new TzurotError(
    'invalid',
    `A key does not belong on the command line: everybody on this machine can read it there, and now it stands in the history of your shell. Delete that line there, or better, revoke the key and make another. ${ways}`,
    { try: again },
  );
}

/** Whether a flag that is none of ours may have a key in it, or before one. */
function mayHold(flag: string): boolean {
  if (flags.has(flag) || withValue.has(flag.split('=')[0] ?? '')) return false;
  return flag.includes('=') || flag.length > 20 || /key|token|secret|pass|value|auth|^-\w$/i.test(flag);
}
