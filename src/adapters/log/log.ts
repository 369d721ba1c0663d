import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Logger, pino as makePino } from 'pino';
import { messageOf } from '../../domain/errors.js';
import { isoOf, microsPerMs } from '../../domain/time.js';
import type { Clock } from '../../ports/clock.js';
import type { Log, LogFacts } from '../../ports/log.js';
import { escapeControls, withoutControls } from './controls.js';
import { logFiles } from './files.js';
import { plain } from './plain.js';
import type { Redactor } from './redact.js';
import { shortened } from './shorten.js';

export type LogLevel = keyof Log;

export type FileLogOptions = {
  readonly directory: string;
  readonly level: LogLevel;
  readonly redactor: Redactor;
  /** From which level on people see it too, in one short line each. Nothing, when left out. */
  readonly stderrLevel?: LogLevel;
  readonly writeStderr?: (line: string) => void;
  readonly clock?: Pick<Clock, 'now'>;
  readonly maxBytes?: number;
};

export type FileLog = Log &
  Disposable & {
    /** Afterwards lines are dropped. */
    close(): void;
    /** How many lines could not be written down. */
    dropped(): number;
  };

const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];
const longestMessage = 8000;
const longestHumanLine = 300;

/** A log in files, one JSON object to a line, made by pino, which is loaded with the first line. */
export function fileLog(options: FileLogOptions): FileLog {
  const { level: least, redactor, stderrLevel, writeStderr = toStderr } = options;
  const files = logFiles(options.directory, options.maxBytes);
  let lost = 0;
  let closed = false;
  let pino: Logger | undefined;

  const write = (line: string) => {
    if (!files.append(escapeControls(redactor.redactLine(line.trimEnd())))) lost += 1;
  };
  const record = (level: LogLevel, message: string, facts: LogFacts | undefined) => {
    if (closed) return void (lost += 1);
    pino ??= openPino(options, write);
    pino[level](facts === undefined ? {} : { facts: plain(facts) }, shortened(String(message), longestMessage));
  };
  const say = (level: LogLevel, message: string, facts: LogFacts | undefined) => {
    const line = withoutControls(redactor.redactText(humanLine(level, message, facts)));
    writeStderr(`${shortened(line, longestHumanLine)}\n`);
  };

  const note = (level: LogLevel) => (message: string, facts?: LogFacts) => {
    try {
      if (reaches(level, least)) record(level, message, facts);
      if (stderrLevel !== undefined && reaches(level, stderrLevel)) say(level, message, facts);
    } catch {
      lost += 1;
    }
  };

  const close = () => void (closed = true);
  return {
    debug: note('debug'),
    info: note('info'),
    warn: note('warn'),
    error: note('error'),
    dropped: () => lost,
    close,
    [Symbol.dispose]: close,
  };
}

const reaches = (level: LogLevel, least: LogLevel): boolean => levels.indexOf(level) >= levels.indexOf(least);

function openPino(
  { level, clock = { now: () => Date.now() * microsPerMs } }: FileLogOptions,
  write: (line: string) => void,
): Logger {
  const pino: typeof makePino = createRequire(import.meta.url)('pino');
  const settings = {
    level,
    base: null,
    timestamp: () => `,"time":"${isoOf(clock.now())}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    depthLimit: 20,
    edgeLimit: 200,
  };
  return pino(settings, { write });
}

/** What happened and, when there was an error, the sentence of it. */
function humanLine(level: LogLevel, message: string, facts: LogFacts | undefined): string {
  const why = facts?.error === undefined ? '' : `: ${messageOf(facts.error)}`;
  return shortened(`${level}: ${message}${why}`, longestMessage);
}

function toStderr(line: string): void {
  try {
    writeSync(process.stderr.fd, line);
  } catch {
    // Nobody is listening any more.
  }
}
