import { isoOf, microsPerDay, type Micros } from '../time.js';
import { ageInDays, concernsOf, type KeyCondition } from '../wallet/master-key/held.js';
import type { Check } from './check.js';

const oldestNode = [22, 19] as const;
const oldestSqlite = [3, 51, 3] as const;
const leastFreeBytes = 200 * 1024 * 1024;
const scarceBytes = 2 * 1024 * 1024 * 1024;
const earliestBelievable = Date.UTC(2026, 0, 1) * 1000;

/** Says whether a dotted version is at least another one. */
export function isAtLeast(version: string, least: readonly number[]): boolean {
  const numbers = version.split('.').map(part => Number.parseInt(part, 10));
  for (const [index, wanted] of least.entries()) {
    const actual = numbers[index] ?? 0;
    if (actual !== wanted) return actual > wanted;
  }
  return true;
}

export const judgeNode = (version: string): Check =>
  isAtLeast(version, oldestNode)
    ? { id: 'node', status: 'ok', message: `Node ${version}` }
    : {
        id: 'node',
        status: 'fail',
        message: `Node ${version} is too old; ${oldestNode.join('.')} is the oldest that will do.`,
      };

/** Older ones can damage a database that two processes use at once. */
export const judgeSqlite = (version: string): Check =>
  isAtLeast(version, oldestSqlite)
    ? { id: 'sqlite', status: 'ok', message: `SQLite ${version}` }
    : {
        id: 'sqlite',
        status: 'fail',
        message: `SQLite ${version} can damage a database that two processes use; ${oldestSqlite.join('.')} is safe.`,
      };

export function judgeDisk(freeBytes: number): Check {
  const free = `${(freeBytes / 1024 ** 3).toFixed(1)} GiB free`;
  if (freeBytes < leastFreeBytes)
    return { id: 'disk', status: 'fail', message: `Only ${free}. Make room before going on.` };
  return { id: 'disk', status: freeBytes < scarceBytes ? 'warn' : 'ok', message: free };
}

/** A clock that runs behind what is in the store makes new things look old. */
export function judgeClock(now: Micros, newest: Micros | null): Check {
  if (now < earliestBelievable)
    return { id: 'clock', status: 'fail', message: `The clock says ${isoOf(now)}, which cannot be.` };
  if (newest !== null && newest > now + microsPerDay) {
    return {
      id: 'clock',
      status: 'warn',
      message: `The newest line is of ${isoOf(newest)}, and the clock says ${isoOf(now)}.`,
    };
  }
  return { id: 'clock', status: 'ok', message: isoOf(now) };
}

/** Files of a home that others could read. */
export const judgePermissions = (open: readonly string[]): Check =>
  open.length === 0
    ? { id: 'permissions', status: 'ok', message: 'Nobody else can read the home.' }
    : {
        id: 'permissions',
        status: 'fail',
        message: `Others can read ${open.slice(0, 3).join(', ')}${open.length > 3 ? ` and ${open.length - 3} more` : ''}.`,
        try: 'doctor --fix',
      };

/** One that is old, that lies where it should not, or of which the change was not finished. */
export function judgeMasterKey({ from, createdAt, rotation, warnings }: KeyCondition, now: Micros): Check {
  const concerns = concernsOf({ ageDays: ageInDays(createdAt, now), rotation });
  const all = [...warnings, ...concerns];
  if (all.length === 0) return { id: 'master-key', status: 'ok', message: `opens everything; from ${from}` };
  const message = all.join(' ');
  return { id: 'master-key', status: 'warn', message, ...(concerns.length > 0 && { try: 'key rotate' }) };
}
