import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

type Ended = {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
};
type Manner = {
  /** Begin on a Node that says it is version 20. */
  readonly old?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly script?: string;
  readonly ipc?: boolean;
};
export type Running = {
  readonly process: ChildProcess;
  /** When the process is gone, and all to whom it gave its standard output. */
  readonly ended: Promise<Ended>;
  /** When this stands on its standard output. */
  says(words: string): Promise<void>;
};
export type Installation = {
  readonly folder: string;
  readonly home: string;
  write(file: string, content: string): void;
  start(argv: readonly string[], manner?: Manner): Running;
  run(argv: readonly string[], manner?: Manner): Promise<Ended>;
};

/** A folder that holds the real launcher and a made-up program. After the test all of it is gone. */
export function anInstallation(parts: { program?: string; pinnedNode?: boolean } = {}): Installation {
  const folder = mkdtempSync(join(tmpdir(), 'tzurot-launcher-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const home = join(folder, 'home');
  const pretendOld = join(folder, 'pretend-old.cjs');
  const pinned = join(folder, 'node_modules/node/bin/node');

  const write = (file: string, content: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  };
  const start = (argv: readonly string[], manner: Manner = {}): Running => {
    const script = manner.script ?? join(folder, 'bin/run.js');
    const stdio: StdioOptions = manner.ipc ? ['pipe', 'pipe', 'pipe', 'ipc'] : 'pipe';
    const child = spawn(process.execPath, [...(manner.old ? ['--require', pretendOld] : []), script, ...argv], {
      cwd: manner.cwd ?? folder,
      env: { TZUROT_HOME: home, ...manner.env },
      detached: true,
      stdio,
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    return follow(child);
  };

  cpSync(join(root, 'bin'), join(folder, 'bin'), { recursive: true });
  write('package.json', JSON.stringify({ name: 'tzurot', version: '1.2.3', type: 'module' }));
  write(
    'pretend-old.cjs',
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });`,
  );
  if (parts.program !== undefined) write('dist/commands/_program.js', parts.program);
  if (parts.pinnedNode) {
    mkdirSync(dirname(pinned), { recursive: true });
    symlinkSync(process.execPath, pinned);
  }
  return { folder, home, write, start, run: (argv, manner) => start(argv, manner).ended };
}

function follow(child: ChildProcess): Running {
  const stdout = listen(child.stdout);
  const stderr = listen(child.stderr);
  const ended = Promise.all([once(child, 'exit'), stdout.silence, stderr.silence]).then(([[code, signal]]) => ({
    code,
    signal,
    stdout: stdout.heard(),
    stderr: stderr.heard(),
  }));
  return { process: child, ended, says: stdout.says };
}

function listen(stream: Readable | null) {
  if (!stream) throw new Error('Nothing to listen to.');
  let heard = '';
  stream.setEncoding('utf8').on('data', part => (heard += part));
  const says = (words: string) =>
    new Promise<void>((resolve, reject) => {
      const check = () => heard.includes(words) && resolve();
      stream.on('data', check).on('end', () => reject(new Error(`Waited for “${words}”, and heard: ${heard}`)));
      check();
    });
  return { says, heard: () => heard, silence: once(stream, 'end') };
}
