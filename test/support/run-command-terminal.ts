import { stripVTControlCharacters } from 'node:util';
import { spawn } from '@lydell/node-pty';
import { onTestFinished } from 'vitest';
import { wordsOf, type Home } from './run-command.js';
import { script } from './run-command-process.js';

export const ctrl = { c: '\u0003', d: '\u0004' } as const;

/** A program and a person in front of it. */
export type Terminal = {
  readonly pid: number;
  /** Waits until these words appear, after those that were waited for before, and returns all that came until then. */
  sees(words: string): Promise<string>;
  types(text: string): void;
  resizes(columns: number, rows: number): void;
  kill(signal: string): void;
  /** Everything that was written, as it was, colours and all. */
  raw(): string;
  readonly ended: Promise<{ readonly code: number; readonly signal: number | undefined }>;
};

/** Starts a command line in a terminal: a real one, but for the glass. */
export function atTerminal(home: Home, line: string, env: Readonly<Record<string, string>> = {}): Terminal {
  const pty = spawn(process.execPath, [script, ...wordsOf(line)], {
    name: env['TERM'] ?? 'xterm-256color',
    cols: 200,
    rows: 50,
    cwd: home.folder,
    env: home.environment(env),
  });
  onTestFinished(() => {
    try {
      pty.kill('SIGKILL');
    } catch {
      // It is gone already.
    }
  });
  let raw = '';
  let seen = 0;
  let gone = false;
  const waiting = new Set<() => void>();
  const look = () => [...waiting].forEach(each => each());
  const shown = () => stripVTControlCharacters(raw).replaceAll('\r', '');

  pty.onData(text => {
    raw += text;
    look();
  });
  const ended = new Promise<{ code: number; signal: number | undefined }>(resolve => {
    pty.onExit(({ exitCode, signal }) => {
      gone = true;
      look();
      resolve({ code: exitCode, signal });
    });
  });
  const sees = (words: string) =>
    new Promise<string>((resolve, reject) => {
      const check = () => {
        const text = shown().slice(seen);
        const at = text.indexOf(words);
        if (at < 0 && !gone) return;
        waiting.delete(check);
        seen += at + words.length;
        if (at < 0) reject(new Error(`It ended without saying “${words}”. It said:\n${text}`));
        else resolve(text.slice(0, at + words.length));
      };
      waiting.add(check);
      check();
    });
  return {
    pid: pty.pid,
    sees,
    types: text => pty.write(text),
    resizes: (columns, rows) => pty.resize(columns, rows),
    kill: signal => pty.kill(signal),
    raw: () => raw,
    ended,
  };
}
