import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { TzurotError } from '../../domain/errors.js';
import type { MasterKey } from '../../domain/wallet/keyring.js';
import { masterKeyLength, masterKeyOf } from '../../domain/wallet/seal.js';
import type { Secret } from '../../domain/wallet/secret.js';
import type { FoundKey } from '../../ports/key-files.js';
import { createFile, makeFolder } from './write.js';

/** Where a master key may come from: a file the operator names, the environment, the file in the home. */
export type KeySources = {
  readonly file: string | null;
  readonly inline: { readonly name: string; readonly hex: Secret } | null;
  readonly inHome: string;
};

const hexDigits = masterKeyLength * 2;
const longestKeyFile = 4096;
const inTheHome = 'the home';

/** The master key, or undefined when there is none anywhere. Two that differ are refused. */
export function findMasterKey({ file, inline, inHome }: KeySources): FoundKey | undefined {
  const found = [
    file === null ? undefined : keyInFile(file, 'TZUROT_MASTER_KEY_FILE'),
    inline === null ? undefined : fromEnvironment(inline),
    keyIn(inHome, inTheHome),
  ].filter(each => each !== undefined);
  const [first, ...others] = found;
  const other = others.find(({ key }) => key.id !== first?.key.id);
  if (first !== undefined && other !== undefined) {
    throw new TzurotError(
      'invalid',
      `There are two master keys that differ: ${first.key.id} from ${first.from}, and ${other.key.id} from ${other.from}. Take the wrong one away.`,
      { try: 'doctor' },
    );
  }
  return first;
}

/** Writes a master key for its owner alone. Returns false when a file is there already. */
export function writeMasterKey(path: string, key: MasterKey): boolean {
  makeFolder(dirname(path));
  return createFile(path, `${Buffer.from(key.bytes).toString('hex')}\n`);
}

/** Reads 64 hexadecimal digits, with a line break after them or without. */
export function parseMasterKey(text: string, from: string): MasterKey {
  const hex = text.replace(/\r?\n$/, '');
  if (hex.length !== hexDigits || !/^[0-9a-fA-F]+$/.test(hex)) {
    throw new TzurotError(
      'invalid',
      `The master key from ${from} is not ${hexDigits} hexadecimal digits (it has ${hex.length} characters). It was not used.`,
    );
  }
  return masterKeyOf(Buffer.from(hex, 'hex'));
}

/** The key in a file, or undefined where there is no such file. */
export const keyIn = (path: string, what?: string): FoundKey | undefined =>
  statSync(path, { throwIfNoEntry: false }) === undefined ? undefined : keyInFile(path, what);

function fromEnvironment({ name, hex }: { name: string; hex: Secret }): FoundKey {
  const advice =
    name === 'ENCRYPTION_KEY'
      ? 'ENCRYPTION_KEY is an old name. Call it APP_MASTER_KEY, or better, use TZUROT_MASTER_KEY_FILE.'
      : `${name} can be read by every process of this user. TZUROT_MASTER_KEY_FILE is safer.`;
  const key = parseMasterKey(hex.reveal(), name);
  return { key, from: name, file: null, isBeside: false, warning: advice };
}

function keyInFile(path: string, what?: string): FoundKey {
  const stat = statSync(path, { throwIfNoEntry: false });
  const from = what === undefined ? path : `${path} (${what})`;
  if (stat === undefined) throw new TzurotError('invalid', `The master key file ${from} does not exist.`);
  if (!stat.isFile() || stat.size > longestKeyFile) throw new TzurotError('invalid', `${from} is no master key file.`);
  if (isOpenToOthers(stat, process.geteuid?.())) {
    const mode = (stat.mode & 0o777).toString(8).padStart(4, '0');
    throw new TzurotError(
      'denied',
      `Others may read the master key ${from}: its mode is ${mode}. It was not used. \`chmod 600\` mends it.`,
      what === inTheHome ? { try: 'doctor --fix' } : {},
    );
  }
  return { key: parseMasterKey(readText(path, from), from), from, file: path, isBeside: false, warning: null };
}

/**
 * Whether anybody but us has a right to a file. What a service manager lends us belongs to root, and its list of who else
 * may read it shows as a right of root's own group, of which nobody gets anything.
 */
export function isOpenToOthers(
  { mode, uid, gid }: { readonly mode: number; readonly uid: number; readonly gid: number },
  us: number | undefined,
): boolean {
  const isLent = uid === 0 && gid === 0 && us !== 0;
  return (mode & (isLent ? 0o037 : 0o077)) !== 0;
}

function readText(path: string, from: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new TzurotError('unavailable', `The master key ${from} cannot be read.`, { cause });
  }
}
