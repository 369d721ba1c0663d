import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { Report } from '../../src/domain/import/batch.js';
import { aHome, idOf, type Home } from './run-command.js';

export const ada = idOf('ada');
export const bob = idOf('bob');
export const mallory = idOf('mallory');

/** The uuid of somebody or something, by a number. */
export const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const lilithId = uuid(1);

/** Everything that a test lays down for an import: texts and bytes as they are, anything else as JSON. */
export type Files = Readonly<Record<string, unknown>>;

/** Lays files down beside the home, and returns where. */
export function lay(home: Home, folder: string, files: Files): string {
  const place = join(home.folder, folder);
  for (const [name, content] of Object.entries(files)) {
    const path = join(place, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
  }
  return place;
}

/** Every file below a folder with its bytes, as text of one letter each. */
export const bytesIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .toSorted()
      .map(path => [path.slice(folder.length + 1), readFileSync(path, 'latin1')]),
  );

/** A home that is ada's. */
export async function aHomeOfAda(): Promise<Home> {
  const home = await aHome();
  expect(await home.run(`init --owner ${ada}`)).toMatchObject({ code: 0 });
  return home;
}

export type Brought = { readonly code: number; readonly report: Report };

/**
 * Imports, whatever the exit code, and expects of every import what holds for all of them: a rehearsal says the same and
 * writes nothing, the numbers add up, and what was brought can be proven.
 */
export async function bring(home: Home, what: string): Promise<Brought> {
  const before = existsSync(home.path) ? await storeOf(home) : null;
  const rehearsed = await imported(home, `${what} --dry-run`);
  if (what.includes('--dry-run')) return rehearsed;
  expect(existsSync(home.path) ? await storeOf(home) : null).toEqual(before);
  const { code, report } = await imported(home, what);
  expect({ code, ...report, batch: null, dryRun: true }).toEqual({ code: rehearsed.code, ...rehearsed.report });
  for (const { read, ...outcomes } of Object.values(report.totals))
    expect(Object.values(outcomes).reduce((sum, each) => sum + each)).toBe(read);
  await storeOf(home);
  if (report.batch !== null)
    expect(await home.json(`import verify ${report.batch}`)).toMatchObject({
      ok: true,
      mismatches: [],
      changedSince: [],
    });
  return { code, report };
}

async function imported(home: Home, what: string): Promise<Brought> {
  const { code, stdout, stderr } = await home.run(`import ${what} --json`);
  expect(stderr).toBe('');
  const report: Report = JSON.parse(stdout);
  expect(report).toHaveProperty('totals');
  return { code, report };
}

/** Imports what must go in without any loss. */
export async function brought(home: Home, what: string): Promise<Report & { readonly batch: string }> {
  const { code, report } = await bring(home, what);
  expect({ code, errors: report.issues.filter(({ severity }) => severity === 'error') }).toEqual({
    code: 0,
    errors: [],
  });
  return { ...report, batch: report.batch ?? 'none' };
}

export const codesOf = ({ issues }: Report): string[] => issues.map(({ code }) => code);

/** The numbers of a kind that are not nought. */
export const tally = ({ totals }: Report, kind: keyof Report['totals']): Record<string, number> =>
  Object.fromEntries(Object.entries(totals[kind]).filter(([, number]) => number !== 0));

export type Shown = {
  readonly id: string;
  readonly slug: string;
  readonly displayName: string;
  readonly aliases: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  readonly llm: { readonly params: Readonly<Record<string, unknown>> };
  readonly [field: string]: unknown;
};

export const shown = (home: Home, slug: string): Promise<Shown> => home.json<Shown>(`personality show ${slug}`);

type Verified = { readonly ok: boolean; readonly tables: Readonly<Record<string, { rows: number; digest: string }>> };

/** What the whole store says, as fingerprints. */
export async function storeOf(home: Home): Promise<Verified['tables']> {
  const { ok, tables } = await home.json<Verified>('verify');
  expect(ok).toBe(true);
  return tables;
}

export const undo = <T = { removed: object; restored: object; kept: { kind: string; id: string; why: string }[] }>(
  home: Home,
  batch: string,
  flags = '',
): Promise<T> => home.json<T>(`import undo ${batch} --yes ${flags}`);

/** A config of shapes.inc, with as little in it as a real one may have. */
export const aConfig = (fields: object = {}): object => ({
  id: lilithId,
  name: 'Lilith',
  username: 'lilith',
  jailbreak: 'You are Lilith.',
  user_prompt: 'She keeps owls.',
  personality_traits: 'wry',
  engine_model: 'some/model',
  engine_temperature: 0.7,
  stm_window: 20,
  ltm_enabled: true,
  ...fields,
});

/** A memory of shapes.inc about someone. */
export const aMemory = (number: number, fields: object = {}): object => ({
  id: `${uuid(500)}/${uuid(1000 + number)}`,
  shape_id: lilithId,
  senders: [uuid(77)],
  result: `They spoke of the ${number}th lighthouse.`,
  summary_type: 'automatic',
  metadata: { created_at: 1_717_171_717.123456 + number, discord_channel_id: '', senders: [uuid(77)] },
  ...fields,
});

/** A line of a chat history of shapes.inc. */
export const aLine = (number: number, fields: object = {}): object => ({
  id: uuid(2000 + number),
  ts: 1_717_000_000.5 + number,
  message: number % 2 === 0 ? `Question ${number}?` : null,
  reply: number % 2 === 0 ? null : `Answer ${number}.`,
  voice_reply_url: null,
  attachment_url: null,
  attachment_type: null,
  regenerated_replies: [],
  fallback_model_used: false,
  ...fields,
});

/** Files of Lilith as the bot kept them on its disk. */
export const filesOfLilith = ({
  config = {},
  memories = [aMemory(1), aMemory(2)],
  history,
  ...more
}: {
  config?: object;
  memories?: readonly object[];
  history?: readonly object[];
  [name: string]: unknown;
} = {}): Files => ({
  'lilith/lilith.json': aConfig(config),
  'lilith/lilith_memories.json': memories,
  ...(history !== undefined && {
    'lilith/lilith_chat_history.json': {
      shape_id: lilithId,
      shape_name: 'Lilith',
      message_count: history.length,
      messages: history,
    },
  }),
  ...more,
});
