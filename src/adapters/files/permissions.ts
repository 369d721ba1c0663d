import { chmodSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const forOthers = 0o077;

/** Everything in a folder, and the folder itself, that others have any right to. Links are not followed. */
export function openToOthers(folder: string): string[] {
  return walk(folder).filter(path => {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    return stat !== undefined && !stat.isSymbolicLink() && (stat.mode & forOthers) !== 0;
  });
}

/** Takes other people's rights away. */
export function closeToOthers(paths: readonly string[]): void {
  for (const path of paths) chmodSync(path, lstatSync(path).mode & ~forOthers & 0o777);
}

function walk(folder: string): string[] {
  const inside = readdirSync(folder, { withFileTypes: true });
  return [
    folder,
    ...inside.flatMap(entry => (entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)])),
  ];
}
