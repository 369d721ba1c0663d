import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import { anAccount } from './builders.js';

/** The Discord id of somebody, by name. */
export const idOf = (name: string): string => anAccount(name).foreignId;

export const root = fileURLToPath(new URL('../..', import.meta.url));

export type Outcome = { readonly code: number; readonly stdout: string; readonly stderr: string };

export type Circumstances = {
  readonly env?: Readonly<Record<string, string>>;
  /** What is piped in. Nothing, when left out. */
  readonly input?: string;
};

/** What a script is told when something went wrong. */
export type Failure = {
  readonly exit: number;
  readonly code: string;
  readonly message: string;
  readonly try?: string;
  readonly details?: unknown;
};

/** A place for a home, and the command line in it. After the test all of it is gone. */
export type Home = {
  /** What is around the home: the person’s own folder, in which there is nothing else. */
  readonly folder: string;
  readonly path: string;
  /** Runs a command line in this process, as a person would type it, without the program’s name. */
  run(line: string, circumstances?: Circumstances): Promise<Outcome>;
  /** The document of a command that must succeed. */
  json<T = unknown>(line: string, circumstances?: Circumstances): Promise<T>;
  /** What a command that must fail tells a script. */
  failure(line: string, circumstances?: Circumstances): Promise<Failure>;
  /** The environment of a program that is started here. */
  environment(more?: Readonly<Record<string, string>>): Record<string, string>;
  read(file: string): string;
};

/** A place where nothing is yet. */
export function anEmptyPlace(): Home {
  const folder = mkdtempSync(join(tmpdir(), 'tzurot-command-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'home');
  const environment = (more: Readonly<Record<string, string>> = {}) => ({
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    TZUROT_HOME: path,
    NODE_ENV: 'production', // Otherwise oclif looks for the commands in src/.
    ...more,
  });
  const run: Home['run'] = (line, { env, input = '' } = {}) => runHere(wordsOf(line), environment(env), input);
  return {
    folder,
    path,
    run,
    environment,
    read: file => readFileSync(join(path, file), 'utf8'),
    async json(line, circumstances) {
      const outcome = await run(`${line} --json`, circumstances);
      expect(outcome).toMatchObject({ code: 0, stderr: '' });
      return JSON.parse(outcome.stdout);
    },
    async failure(line, circumstances) {
      const { code: exit, stdout, stderr } = await run(`${line} --json`, circumstances);
      expect(stderr).toBe('');
      const document: { error: Omit<Failure, 'exit'> } = JSON.parse(stdout);
      expect(Object.keys(document)).toEqual(['error']);
      return { exit, ...document.error };
    },
  };
}

/** A home that is set up, of nobody in particular. */
export async function aHome(circumstances?: Circumstances): Promise<Home> {
  const home = anEmptyPlace();
  expect(await home.run('init', circumstances)).toMatchObject({ code: 0 });
  return home;
}

/**
 * Every file and folder below a folder, with its rights and what is in it. Left out is what SQLite may keep beside a
 * database that somebody looked into.
 */
export const everythingIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .toSorted()
      .filter(name => !/-(?:wal|shm)$/.test(name))
      .map(name => {
        const path = join(folder, name);
        const stat = statSync(path);
        const content = stat.isDirectory() ? 'folder' : createHash('sha256').update(readFileSync(path)).digest('hex');
        return [name, `${(stat.mode & 0o777).toString(8)} ${content}`];
      }),
  );

/** The words of a command line. Quotes keep words together, as in a shell. */
export const wordsOf = (line: string): string[] =>
  [...line.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single ?? ''),
  );

type Main = { main(argv: readonly string[]): Promise<void> };

/** The built program as Node loads it, because that is how oclif loads the commands: both must see the same modules. */
const program = (): Main => createRequire(import.meta.url)('../../dist/commands/_program.js');

async function runHere(argv: readonly string[], env: Record<string, string>, input: string): Promise<Outcome> {
  const written = { stdout: '', stderr: '' };
  const undo = [
    inEnvironment(env),
    withUmask(0o077),
    withStdin(input),
    ...(['stdout', 'stderr'] as const).map(name => capturing(name, text => (written[name] += text))),
    forgettingListeners(process, ['SIGINT', 'SIGTERM', 'SIGUSR1']),
  ];
  try {
    process.exitCode = undefined;
    await program().main(argv);
    return { code: Number(process.exitCode ?? 0), ...written };
  } finally {
    process.exitCode = undefined;
    for (const each of undo) each();
  }
}

function inEnvironment(env: Readonly<Record<string, string>>): () => void {
  const before = { ...process.env };
  const become = (wanted: Readonly<Record<string, string | undefined>>) => {
    for (const name of Object.keys(process.env)) delete process.env[name];
    Object.assign(process.env, wanted);
  };
  become(env);
  return () => become(before);
}

function withUmask(mask: number): () => void {
  const before = process.umask(mask);
  return () => void process.umask(before);
}

function withStdin(input: string): () => void {
  const before = Object.getOwnPropertyDescriptor(process, 'stdin') ?? {};
  Object.defineProperty(process, 'stdin', { configurable: true, value: Readable.from(input === '' ? [] : [input]) });
  return () => void Object.defineProperty(process, 'stdin', before);
}

function capturing(name: 'stdout' | 'stderr', keep: (text: string) => void): () => void {
  const stream = process[name];
  const before = stream.write;
  const forget = forgettingListeners(stream, ['error']);
  stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    keep(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
    const done = rest.at(-1);
    if (typeof done === 'function') done();
    return true;
  };
  return () => {
    stream.write = before;
    forget();
  };
}

type Listener = (...args: unknown[]) => void;

function forgettingListeners(emitter: NodeJS.EventEmitter, events: readonly string[]): () => void {
  const added: (readonly [string, Listener])[] = [];
  const note = (event: string, listener: Listener) => void (events.includes(event) && added.push([event, listener]));
  emitter.on('newListener', note);
  return () => {
    emitter.off('newListener', note);
    for (const [event, listener] of added) emitter.off(event, listener);
  };
}

/** A home with lilith in it, who has these fields set. */
export async function aHomeWithLilith(fields = ''): Promise<Home> {
  const home = await aHome();
  expect(await home.run(`personality create lilith --name Lilith ${fields}`.trim())).toMatchObject({ code: 0 });
  return home;
}

/** Lays a file beside the home, and says where. */
export function laid(home: Home, name: string, bytes: Uint8Array): string {
  const path = join(home.folder, name);
  writeFileSync(path, bytes);
  return path;
}
