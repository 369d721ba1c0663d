import type { Diagnosis } from '../../domain/doctor/check.js';
import type { Paint } from './paint.js';

const signs = { ok: '✓', warn: '!', fail: '✗', skip: '·' } as const;
const colours = { ok: 'green', warn: 'yellow', fail: 'red', skip: 'dim' } as const;

type Shown = {
  readonly id: string;
  readonly status: keyof typeof signs;
  readonly message: string;
  readonly try?: string;
};

/** One line per check, and what to do about those that fail. */
export function diagnosis({ ok, checks }: Diagnosis, mended: readonly string[], program: string, paint: Paint): string {
  const isSilent = checks.some(({ id, status }) => id === 'discord' && status === 'skip');
  const shown = isSilent ? checks.filter(({ id }) => !id.startsWith('discord-')) : checks;
  const done = mended.map(what => paint('green', `Mended: ${what}.`));
  const last = ok ? 'All is well.' : paint('red', 'Something needs you.');
  return [...checkLines(shown, program, paint), ...done, last].join('\n');
}

export function checkLines(checks: readonly Shown[], program: string, paint: Paint): string[] {
  const width = Math.max(...checks.map(({ id }) => id.length), 12);
  return checks.map(({ id, status, message, try: next }) => {
    const hint = next === undefined ? '' : paint('dim', `  → ${program} ${next}`);
    return `${paint(colours[status], signs[status])} ${id.padEnd(width)} ${message}${hint}`;
  });
}
