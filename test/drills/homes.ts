import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeHome, openApp, openWorkshop, type App } from '../../dist/app.js';
import { readConfig } from '../../dist/config.js';
import { terminalVenue } from '../../dist/domain/conversation/venue.js';
import { localAccount } from '../../dist/domain/user/user.js';

/** What is made here is for its owner alone, as it is when the program makes it. */
process.umask(0o077);

/** Rows and fingerprint of each table. */
export type Fingerprints = Awaited<ReturnType<App['store']['verify']>>['tables'];

export const configOf = (home: string) => readConfig({ home }, {});

export async function withHome<T>(home: string, work: (app: App) => Promise<T>): Promise<T> {
  await using app = await openApp(configOf(home));
  return await work(app);
}

/** The same as `init`. */
export async function init(home: string): Promise<void> {
  await makeHome(configOf(home));
  await withHome(home, app => app.user.owner());
}

/** A home in which lilith lives. */
export async function homeOfLilith(home: string, names: readonly string[] = ['lilith']): Promise<void> {
  await init(home);
  await withHome(home, async app => {
    const actor = { userId: (await app.user.owner()).id, isOwner: true };
    for (const slug of names) await app.personality.create(actor, { slug, name: slug, patches: [] });
  });
}

/** The same as `chat lilith -m`. Returns what appeared, one answer after the other. */
export async function sayToLilith(home: string, text: string): Promise<string[]> {
  const appeared: string[] = [];
  const screen = { isLive: false, leads: () => '', write: (answer: string) => void appeared.push(answer) };
  await using app = await openApp(configOf(home), { screen });
  await app.turn.recover(terminal.channelId);
  await app.conversation.begin(terminal);
  await hear(app, (await app.user.owner()).id, text);
  return appeared;
}

/** Where the owner of a home talks. */
export const terminal = terminalVenue(localAccount);

/** One turn with lilith in the conversation there is. */
export const hear = (app: App, userId: string, text: string) =>
  app.turn.hear(
    {
      id: app.newMessageId(),
      text,
      author: { userId, name: null, kind: 'person' },
      venue: terminal,
      saidAt: app.clock.now(),
      replyTo: null,
      mentionsBot: false,
    },
    'lilith',
  );

export const copyHome = (from: string, to: string): string => {
  cpSync(from, to, { recursive: true, force: true });
  return to;
};

/** Everything that the owner and the personalities said to each other. */
export const linesOf = (home: string) =>
  withHome(home, async app => app.conversation.history({ userId: (await app.user.owner()).id }));

/** Looks at a copy, so that looking mends nothing in the original. */
export async function inCopy<T>(home: string, look: (copy: string) => T | Promise<T>): Promise<T> {
  const copy = copyHome(home, `${home}-copy`);
  try {
    return await look(copy);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

export const fingerprints = (home: string): Promise<Fingerprints> =>
  withHome(home, async app => (await app.store.verify()).tables);

/** What `doctor --offline` finds wrong. */
export async function diagnosisOf(home: string): Promise<string[]> {
  const { checks } = await openWorkshop(configOf(home)).doctor.examine({ offline: true });
  return checks.filter(({ status }) => status === 'fail').map(({ id, message }) => `doctor: ${id}: ${message}`);
}

/** What doctor and `verify` find wrong, and what a crash left lying about. */
export async function troublesOf(home: string): Promise<string[]> {
  const { problems } = await withHome(home, app => app.store.verify());
  const left = leftIn(home);
  return [...problems.map(problem => `verify: ${problem}`), ...left, ...(await diagnosisOf(home))];
}

/** Drafts, and journals of databases that nobody has open. */
const leftIn = (home: string): string[] =>
  readdirSync(home, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(draft|making|tmp)$|-(journal|wal|shm)$/.test(name))
    .map(name => `left behind: ${name.replace(/\d+/g, 'N')}`);

/** Says which tables differ. */
export const differences = (actual: Fingerprints, expected: Fingerprints): string[] =>
  Object.entries(expected)
    .filter(([table, { digest }]) => actual[table]?.digest !== digest)
    .map(([table, { rows }]) => `${table} differs from an undisturbed run (${actual[table]?.rows} rows, not ${rows})`);

export const databaseOf = (home: string): string => join(home, 'tzurot.db');
