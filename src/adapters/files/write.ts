import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

const ownerOnly = 0o600;
const folderOwnerOnly = 0o700;

/** Names of drafts. A folder in which there is nothing else counts as empty. */
export const isDraft = (name: string): boolean => name.startsWith('.tzurot-') && name.endsWith('.draft');

/**
 * Makes a folder, and those above it, for its owner alone. Step by step: Node's own way never ends where a folder exists
 * and yet nothing can be made in it, as in /proc.
 */
export function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: folderOwnerOnly });
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  }
}

/** Writes a file as a whole: after a crash there is the old one or the new one. */
export function replaceFile(path: string, content: string): void {
  const draft = writeDraft(path, content);
  renameSync(draft, path);
  syncFolder(dirname(path));
}

/** Writes a file that must not be there yet. Returns false, and leaves it alone, when it is. */
export function createFile(path: string, content: string | Uint8Array): boolean {
  const draft = writeDraft(path, content);
  try {
    linkSync(draft, path);
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  syncFolder(dirname(path));
  return true;
}

/** Drafts of processes that are gone are thrown away; nobody else will. Nothing where there is no such folder. */
export function sweepDrafts(folder: string): void {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const pid = Number(/^\.tzurot-(\d+)(?:-\d+)?\.draft$/.exec(name)?.[1]);
    if (pid > 0 && pid !== process.pid && !isRunning(pid)) rmSync(join(folder, name), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

function writeDraft(path: string, content: string | Uint8Array): string {
  sweepDrafts(dirname(path));
  const draft = join(dirname(path), `.tzurot-${process.pid}.draft`);
  const file = openSync(draft, 'w', ownerOnly);
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  return draft;
}

/** Sees to it that what was made, renamed or removed in a folder is so after a crash as well. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Whether the system refused with this word, such as ENOENT. */
export const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
