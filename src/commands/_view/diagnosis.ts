import type { Check, Diagnosis } from '../../domain/doctor/check.js';
import type { Paint } from './paint.js';

const signs = { ok: '✓', warn: '!', fail: '✗', skip: '·' } as const;
const colours = { ok: 'green', warn: 'yellow', fail: 'red', skip: 'dim' } as const;

/** One line per check, and what to do about those that fail. */
export function diagnosis({ ok, checks }: Diagnosis, mended: readonly string[], program: string, paint: Paint): string {
  const lines = checks.map(check => line(check, program, paint));
  const done = mended.map(what => paint('green', `Mended: ${what}.`));
  return [...lines, ...done, ok ? 'All is well.' : paint('red', 'Something needs you.')].join('\n');
}

function line({ id, status, message, try: next }: Check, program: string, paint: Paint): string {
  const hint = next === undefined ? '' : paint('dim', `  → ${program} ${next}`);
  return `${paint(colours[status], signs[status])} ${id.padEnd(12)} ${message}${hint}`;
}
