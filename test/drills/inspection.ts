import { readdirSync } from 'node:fs';
import { openWorkshop } from '../../dist/app/workshop.js';
import type { App } from '../../dist/app.js';
import { configOf, withHome } from './homes.ts';

/** Rows and fingerprint of each table. */
export type Fingerprints = Awaited<ReturnType<App['store']['verify']>>['tables'];

export const fingerprints = (home: string): Promise<Fingerprints> =>
  withHome(home, async app => (await app.store.verify()).tables);

/** Says which tables differ. */
export const differences = (actual: Fingerprints, expected: Fingerprints): string[] =>
  Object.entries(expected)
    .filter(([table, { digest }]) => actual[table]?.digest !== digest)
    .map(([table, { rows }]) => `${table} differs from an undisturbed run (${actual[table]?.rows} rows, not ${rows})`);

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
