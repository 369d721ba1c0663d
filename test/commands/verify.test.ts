import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { aHome, type Home } from '../support/run-command.js';

type Verified = { readonly ok: boolean; readonly tables: Record<string, { rows: number; digest: string }> };

const lived = async (...lines: readonly string[]) => {
  const home = await aHome();
  for (const line of lines) expect(await home.run(line)).toMatchObject({ code: 0 });
  return home;
};

const inDatabase = (home: Home, sql: string) => {
  const db = new Sqlite(join(home.path, 'tzurot.db'));
  db.exec(sql);
  db.close();
};

const lilith = 'personality create lilith --name Lilith';
const tamar = 'personality create tamar --name Tamar';

it('says that a sound store is sound, table by table', async () => {
  const home = await lived(lilith, 'chat lilith -m hello');
  const verified = await home.json<Verified>('verify');
  expect(verified).toEqual({
    ok: true,
    tables: expect.any(Object),
    imports: expect.objectContaining({ import_batches: 0, import_records: 0, import_files: 0 }),
    integrity: true,
    foreignKeys: true,
    orphans: 0,
    secretsDecryptable: true,
  });
  for (const { digest } of Object.values(verified.tables)) expect(digest).toMatch(/^[0-9a-f]{64}$/);
  const { personalities, memories, messages, traces, usage } = verified.tables;
  expect([personalities, memories, messages, traces, usage].map(table => table?.rows)).toEqual([1, 2, 2, 1, 1]);
});

it('shows a person a table and a sentence', async () => {
  const { code, stdout, stderr } = await (await lived(lilith)).run('verify');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^personalities +1 +[0-9a-f]{16}$/m);
  expect(stdout).toMatch(/The store is sound\.\n$/);
});

it('gives homes that say the same the same fingerprints, in whatever order it was said', async () => {
  const notes = ['memory add lilith "I keep bees."', 'memory add lilith "My sister moved to Haifa."'];
  const one = await lived(lilith, tamar, ...notes, 'chat lilith -m hello');
  const other = await lived(tamar, lilith, ...notes.toReversed(), 'chat lilith -m hello');
  expect((await one.json<Verified>('verify')).tables).toEqual((await other.json<Verified>('verify')).tables);
});

it('tells homes apart that differ in one word', async () => {
  const one = await lived(lilith, 'memory add lilith "I keep bees."');
  const other = await lived(lilith, 'memory add lilith "I kept bees."');
  const [first, second] = [await one.json<Verified>('verify'), await other.json<Verified>('verify')];
  const different = Object.keys(first.tables).filter(
    name => first.tables[name]?.digest !== second.tables[name]?.digest,
  );
  expect(different).toEqual(['memories']);
});

it.each([
  ['a reference that leads nowhere', 'DELETE FROM personalities', { foreignKeys: false }],
  [
    'a text index that lost its words',
    "INSERT INTO memory_index (memory_index) VALUES ('delete-all')",
    { orphans: 1, integrity: true },
  ],
  [
    'a sealed value that was changed',
    "UPDATE traces SET sealed = substr(sealed, 1, length(sealed) - 4) || 'AAAA'",
    { secretsDecryptable: false },
  ],
  ['a sealed value that was moved', "UPDATE traces SET reference = 'elsewhere'", { secretsDecryptable: false }],
])('finds %s, with exit code 7', async (_, sql, finding) => {
  const home = await lived(lilith, 'chat lilith -m hello');
  inDatabase(home, `PRAGMA foreign_keys = OFF; ${sql}`);
  const { code, stdout, stderr } = await home.run('verify --json');
  expect({ code, stderr }).toEqual({ code: 7, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({ ok: false, ...finding });
  expect(await home.run('verify')).toMatchObject({ code: 7, stdout: expect.stringContaining('not sound') });
});
