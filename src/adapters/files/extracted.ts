import { createWriteStream, existsSync, lstatSync, readdirSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TzurotError } from '../../domain/errors.js';
import { makeFolder } from './write.js';

type Source = { readonly path: string; read(): AsyncIterable<Uint8Array> };

/** Writes files out under their paths into a folder of their own. Nothing that is there already is touched. */
export async function writeSources(folder: string, sources: readonly Source[]): Promise<void> {
  const root = resolve(folder);
  if (existsSync(root) && (!lstatSync(root).isDirectory() || readdirSync(root).length > 0)) {
    throw new TzurotError('conflict', `${folder} is there already, and not empty. Name a folder that is new.`);
  }
  for (const { path, read } of sources) {
    const target = resolve(join(root, path));
    if (!target.startsWith(root + sep)) throw new TzurotError('corrupt', `The path ${path} leads out of the folder.`);
    makeFolder(dirname(target));
    await pipeline(Readable.from(read()), createWriteStream(target, { flags: 'wx', mode: 0o600 })).catch(
      (cause: unknown) => {
        throw isTaken(cause) ? collision(path, cause) : cause;
      },
    );
  }
}

const isTaken = (cause: unknown) => cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';

/** There are file systems that do not tell `A` from `a`. */
const collision = (path: string, cause: unknown) =>
  new TzurotError('conflict', `${path} cannot lie beside a file that has the same name here.`, { cause });
