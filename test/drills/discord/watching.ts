import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const preload = fileURLToPath(new URL('watched.mjs', import.meta.url));
const line = z.object({ at: z.number(), delayMs: z.number(), rss: z.number(), cpuMs: z.number() });

/** How to start a program so that it tells how it does. */
export const watchedInto = (file: string) => ({ node: ['--import', preload], env: { TZUROT_WATCHED: file } });

export type Watched = z.infer<typeof line>;

export const watchedIn = (file: string): Watched[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter(text => text.endsWith('}'))
        .map(text => line.parse(JSON.parse(text)))
    : [];

/** Of what was watched since a moment, until another. */
export const worstOf = (watched: readonly Watched[], since: number, until: number = Number.POSITIVE_INFINITY) => {
  const meanwhile = watched.filter(({ at }) => at >= since && at <= until);
  return {
    delayMs: Math.max(0, ...meanwhile.map(({ delayMs }) => delayMs)),
    megabytes: Math.max(0, ...meanwhile.map(({ rss }) => rss)) / 1e6,
  };
};
