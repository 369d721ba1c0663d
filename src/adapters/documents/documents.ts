import { Worker } from 'node:worker_threads';
import { TzurotError } from '../../domain/errors.js';
import type { Documents } from '../../ports/documents.js';
import type { Read } from './pdf-worker.js';
import { watch } from './watch.js';

const mostMegabytes = 256;
const limits = { ms: 2000, bytes: mostMegabytes * 1024 * 1024 };

/** Reads each document in a thread of its own, which ends when it takes too long or too much. */
export const workerDocuments = (worker: string): Documents => ({
  textOfPdf: bytes =>
    new Promise((resolve, reject) => {
      const pages: string[] = [];
      const thread = begin(worker, bytes);
      const stopWatching = watch(limits, () => end('exhausted'));
      const end = (how: Ending) => {
        stopWatching();
        void thread.terminate();
        if (how === 'whole' || pages.length > 0) resolve(pages.join('\n').trim());
        else reject(troubles[how]());
      };
      thread.on('message', (read: Read) => ('page' in read ? pages.push(read.page) : end(read.end)));
      thread.on('error', () => end('exhausted'));
      thread.on('exit', () => end('exhausted'));
    }),
});

type Ending = Extract<Read, { end: unknown }>['end'] | 'exhausted';

const begin = (worker: string, bytes: Uint8Array) =>
  new Worker(worker, {
    workerData: bytes,
    env: {},
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: mostMegabytes, maxYoungGenerationSizeMb: 32 },
  });

const troubles = {
  locked: () => new TzurotError('invalid', 'It is locked with a password.'),
  damaged: () => new TzurotError('invalid', 'It is damaged.'),
  exhausted: () => new TzurotError('unavailable', 'Reading it took too long, or too much memory.'),
} as const satisfies Readonly<Record<Exclude<Ending, 'whole'>, () => TzurotError>>;
