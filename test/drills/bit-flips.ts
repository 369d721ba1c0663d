import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { columnsOf, sourceTables, valueDigest } from '../../dist/adapters/sqlite/digest.js';
import type { Drill } from './drill.ts';
import { copyHome, databaseOf, homeOfLilith, withHome } from './homes.ts';
import { seeded } from './random.ts';
import { sayToLilith } from './talk.ts';

const flips = 100;
const turns = 30;
const fine = 0;
const corrupt = 7;

/**
 * Turns single bits of a store around. Doctor may miss it, which is counted, but may not fall over it. Without traces:
 * they are sealed, so that a bit of them is never missed, and they would be most of the store.
 */
export const bitFlips: Drill = {
  name: 'bit-flips',
  what: '`doctor` on a store with one bit turned around',
  traces: false,
  async run({ program, folder, each }) {
    const original = join(folder, 'original');
    await homeOfLilith(original);
    await withHome(original, app => app.configure('trace.keepHours', { state: 'off' }));
    for (let turn = 0; turn < turns; turn++)
      await sayToLilith(original, `The cat of house ${turn} is called Mote ${turn}.`);
    const bytes = readFileSync(databaseOf(original));
    const content = contentOf(databaseOf(original));
    const random = seeded(flips);
    const bits = Array.from({ length: flips }, () => Math.floor(random() * bytes.length * 8));
    const count = { changed: 0, reported: 0, needless: 0 };

    const findings = await each(bits, async (bit, index) => {
      const home = copyHome(original, join(folder, String(index)));
      writeFileSync(databaseOf(home), flipped(bytes, bit));
      const { code, signal, stdout, stderr } = await program.run(home, ['doctor', '--json', '--offline']);
      const isChanged = contentOf(databaseOf(home)) !== content;
      rmSync(home, { recursive: true });
      if (isChanged) count.changed += 1;
      if (isChanged && code === corrupt) count.reported += 1;
      if (!isChanged && code === corrupt) count.needless += 1;
      const fell =
        code !== fine && code !== corrupt ? [`doctor ended with ${signal ?? code}: ${stderr.slice(0, 200)}`] : [];
      const mumbled = isJson(stdout) ? [] : ['doctor did not answer in JSON'];
      return [...fell, ...mumbled].map(trouble => ({ at: `bit ${bit % 8} of byte ${Math.floor(bit / 8)}`, trouble }));
    });
    const share = ((100 * count.reported) / Math.max(1, count.changed)).toFixed(0);
    return {
      ...findings,
      note: `${count.changed} changed what is said, doctor reported ${count.reported} of them (${share} %), and ${count.needless} that changed nothing`,
    };
  },
};

function flipped(bytes: Buffer, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  const at = Math.floor(bit / 8);
  copy.writeUInt8(copy.readUInt8(at) ^ (1 << (bit % 8)), at);
  return copy;
}

/** What all tables say, or that they cannot be read. */
function contentOf(path: string): string {
  try {
    const sql = new Sqlite(path, { readonly: true });
    try {
      const digests = sourceTables(sql).map(table => [table, valueDigest(sql, table, columnsOf(sql, table)).digest]);
      return JSON.stringify(digests);
    } finally {
      sql.close();
    }
  } catch {
    return 'unreadable';
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
