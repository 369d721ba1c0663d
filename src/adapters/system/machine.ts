import { statfsSync } from 'node:fs';

export const nodeVersion = (): string => process.versions.node;

/** How many bytes may still be written where a folder lies. */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
