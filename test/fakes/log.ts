import { plain } from '../../src/adapters/log/plain.js';
import { redactor, type Redactor } from '../../src/adapters/log/redact.js';
import type { Log, LogFacts } from '../../src/ports/log.js';

export type FakeLine = {
  readonly level: keyof Log;
  readonly message: string;
  /** As plain data. Empty when there were none. */
  readonly facts: Readonly<Record<string, unknown>>;
};

export type FakeLog = Log & { readonly lines: readonly FakeLine[] };

/** Keeps in memory what a log would write, secrets taken out, and shows it to nobody. */
export function fakeLog(secrets: Redactor = redactor()): FakeLog {
  const lines: FakeLine[] = [];
  const note = (level: keyof Log) => (message: string, facts?: LogFacts) => {
    const line: FakeLine = JSON.parse(
      secrets.redactLine(JSON.stringify({ level, message: plain(message), facts: plain(facts ?? {}) })),
    );
    lines.push(line);
  };
  return { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error'), lines };
}
