import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { lazily } from '../../domain/around.js';
import type { Listed } from '../../domain/catalogue/listing.js';
import { modelSchema } from '../../domain/catalogue/model.js';
import { microsPerMs } from '../../domain/time.js';
import type { ModelShelf } from '../../ports/model-shelf.js';
import { packageFolder } from './package-folder.js';
import { makeFolder, replaceFile } from './write.js';

const keptSchema = z.object({ at: z.int(), models: z.array(modelSchema).readonly() });

/** One model a line, so that people see what changed. */
const shippedSchema = z.object({ date: z.iso.date(), models: z.array(modelSchema).readonly() });

/** A list in a folder of the home, and the one that came with the program. Neither is read before somebody asks. */
export function fileModelShelf(folder: string): ModelShelf {
  const path = join(folder, 'models.json');
  const failure = join(folder, 'models.failed');
  const readKept = whenChanged(path, content => keptSchema.parse(JSON.parse(content)));
  const shipped = lazily(readShippedModels);
  return {
    read: async () => readKept(),
    async put(listed) {
      makeFolder(folder);
      replaceFile(path, JSON.stringify({ at: listed.at, models: listed.models }));
      rmSync(failure, { force: true });
    },
    async failedAt() {
      const at = Number(readIfThere(failure) ?? NaN);
      return Number.isSafeInteger(at) ? at : undefined;
    },
    async noteFailure(at) {
      makeFolder(folder);
      replaceFile(failure, String(at));
    },
    shipped: async () => shipped(),
  };
}

function readShippedModels(): Listed {
  const content = readFileSync(new URL('data/models.json', packageFolder(import.meta.url)), 'utf8');
  const { date, models } = shippedSchema.parse(JSON.parse(content));
  return { models, at: Date.parse(date) * microsPerMs };
}

/** Reads a file once, and again when it is another one. Undefined while it cannot be read. */
function whenChanged<T>(path: string, read: (content: string) => T): () => T | undefined {
  const last = new Map<string, T | undefined>();
  return () => {
    const mark = markOf(path);
    if (!last.has(mark)) {
      last.clear();
      last.set(
        mark,
        orUndefined(() => read(readFileSync(path, 'utf8'))),
      );
    }
    return last.get(mark);
  };
}

function markOf(path: string): string {
  const stat = orUndefined(() => statSync(path, { bigint: true }));
  return stat === undefined ? '' : [stat.ino, stat.size, stat.mtimeNs].join(' ');
}

const readIfThere = (path: string) => orUndefined(() => readFileSync(path, 'utf8'));

function orUndefined<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
