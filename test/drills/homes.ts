import { cpSync, rmSync } from 'node:fs';
import { makeHome } from '../../dist/app/home.js';
import { openApp, type App } from '../../dist/app.js';
import { readConfig } from '../../dist/config.js';

/** What is made here is for its owner alone, as it is when the program makes it. */
process.umask(0o077);

export const configOf = (home: string) => readConfig({ home }, {});

export const databaseOf = (home: string): string => configOf(home).paths.database;

export async function withHome<T>(home: string, work: (app: App) => Promise<T>): Promise<T> {
  await using app = await openApp(configOf(home));
  return await work(app);
}

/** The same as `init`. */
export async function init(home: string): Promise<void> {
  await makeHome(configOf(home));
  await withHome(home, app => app.user.owner());
}

/** A home in which lilith lives, alone or with others. */
export async function homeOfLilith(home: string, others: readonly string[] = []): Promise<void> {
  await init(home);
  await withHome(home, async app => {
    const actor = { userId: (await app.user.owner()).id, isOwner: true };
    for (const slug of ['lilith', ...others]) await app.personality.create(actor, { slug, name: slug, patches: [] });
  });
}

export function copyHome(from: string, to: string): string {
  cpSync(from, to, { recursive: true });
  return to;
}

/** Looks at a copy, so that looking mends nothing in the original. */
export async function inCopy<T>(home: string, look: (copy: string) => T | Promise<T>): Promise<T> {
  const copy = copyHome(home, `${home}-copy`);
  try {
    return await look(copy);
  } finally {
    rmSync(copy, { recursive: true });
  }
}
