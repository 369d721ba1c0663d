import { constants } from 'node:fs';
import { access, lstat, readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { TzurotError } from '../../domain/errors.js';
import type { RefusedSource } from '../../ports/sources.js';
import { reasonOf } from './access.js';

/** A file as it was found, before anybody has looked into it. */
export type Listed = {
  readonly shown: string;
  readonly path: string;
  readonly bytes: number;
  /** How it is to be opened: a link in a folder is not followed, not even one that was just made. */
  readonly flags: number;
  readonly refusal: RefusedSource | null;
};

const named = constants.O_RDONLY;
const inFolder = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Everything at the paths, each under a name of its own, in an order that depends on the names alone. */
export async function listed(paths: readonly string[]): Promise<readonly Listed[]> {
  const roots = [...new Map(paths.map(path => [resolve(path), path])).values()];
  const found = await Promise.all(roots.map(async root => inOrder(await listedAt(root))));
  return apart(found);
}

async function listedAt(path: string): Promise<readonly Listed[]> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new TzurotError('not_found', `There is nothing to read at ${path}: ${reasonOf(cause)}.`, { cause });
  });
  if (found.isDirectory()) return listedIn(path, '');
  const refusal = found.isFile() ? await unreadable(path) : special;
  return [{ shown: basename(resolve(path)), path, bytes: found.size, flags: named, refusal }];
}

async function listedIn(folder: string, prefix: string): Promise<readonly Listed[]> {
  const names = await readdir(folder).catch((cause: unknown) => unreadableAs('folder', cause));
  if ('code' in names) {
    const shown = prefix.slice(0, -1) || basename(resolve(folder));
    return [{ shown, path: folder, bytes: 0, flags: inFolder, refusal: names }];
  }
  const members: (readonly Listed[])[] = [];
  for (const name of names) members.push(await listedMember(join(folder, name), prefix + name));
  return members.flat();
}

async function listedMember(path: string, shown: string): Promise<readonly Listed[]> {
  const found = await lstat(path).catch((cause: unknown) => unreadableAs('file', cause));
  if ('code' in found) return [{ shown, path, bytes: 0, flags: inFolder, refusal: found }];
  if (found.isDirectory()) return listedIn(path, `${shown}/`);
  const refusal = found.isFile() ? await unreadable(path) : found.isSymbolicLink() ? link : special;
  return [{ shown, path, bytes: found.isFile() ? found.size : 0, flags: inFolder, refusal }];
}

const unreadableAs = (what: string, cause: unknown): RefusedSource => ({
  code: 'unreadable',
  message: `This ${what} cannot be read: ${reasonOf(cause)}.`,
});

const link = { code: 'symlink', message: 'This is a link, and links are not followed. Name the file it points to.' };
const special = { code: 'special', message: 'This is neither a file nor a folder.' };

async function unreadable(path: string): Promise<RefusedSource | null> {
  try {
    await access(path, constants.R_OK);
    return null;
  } catch (cause) {
    return unreadableAs('file', cause);
  }
}

const inOrder = (all: readonly Listed[]) =>
  all.toSorted((a, b) => Buffer.compare(Buffer.from(a.shown), Buffer.from(b.shown)));

/** Where two roots have a file of the same name, the later root gets a number before all of its names. */
function apart(roots: readonly (readonly Listed[])[]): readonly Listed[] {
  const taken = new Set<string>();
  return roots.flatMap(files => {
    const prefix = freePrefix(files, taken);
    const renamed = files.map(file => ({ ...file, shown: prefix + file.shown }));
    for (const { shown } of renamed) taken.add(shown);
    return renamed;
  });
}

function freePrefix(files: readonly Listed[], taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const prefix = number === 1 ? '' : `${number}/`;
    if (files.every(({ shown }) => !taken.has(prefix + shown))) return prefix;
  }
}
