import { describe, expect, it } from 'vitest';
import { sealedTables } from '../../../src/adapters/sqlite/sealed-rows.js';
import { sourceTables } from '../../../src/adapters/sqlite/digest.js';
import { migrateUp } from '../../../src/adapters/sqlite/migrate.js';
import { anEnvelope, noon } from '../../support/builders.js';
import { aFolder, anOpenDatabase } from './files.js';
import { aHistoricDatabase, newerRows, rows } from './history.js';
import { storesOver } from './stores.js';

/** A database with a row in every table, sealed with the key there is. */
function aFullDatabase() {
  const path = aHistoricDatabase(rows);
  migrateUp({ path, snapshots: aFolder() }, noon, { dryRun: false });
  const db = anOpenDatabase(path);
  newerRows(db.sql);
  return db;
}

const guarded = sealedTables.map(({ table }) => table);

describe('what is sealed', () => {
  it('is known of every table that has a column for it', () => {
    const { sql } = anOpenDatabase();
    const columns = sql.prepare<[string]>("SELECT 1 FROM pragma_table_info(?) WHERE name = 'sealed'");
    expect(guarded.toSorted()).toEqual(sourceTables(sql).filter(table => columns.get(table) !== undefined));
  });

  it('is found with its place, table after table, however few are asked for', async () => {
    const { sealedRows, storeCare } = storesOver(aFullDatabase());
    const all = await sealedRows.after(null, 10);
    expect(all.map(({ place }) => place)).toEqual([
      { table: 'traces', rowId: '7kq3mz1a', ownerId: 'ada', label: 'trace' },
      { table: 'import_keys', rowId: 'k1', ownerId: 'ada', label: 'archive' },
      { table: 'sealed_keys', rowId: 's1', ownerId: 'ada', label: 'openrouter' },
    ]);
    const singly = [];
    for (
      let [row] = await sealedRows.after(null, 1);
      row !== undefined;
      [row] = await sealedRows.after(row.position, 1)
    )
      singly.push(row);
    expect(singly).toEqual(all);
    expect(await storeCare.sealedValues()).toMatchObject(all);
  });

  it('is bound to the endpoint as well, where a key has one', async () => {
    const { sql, ...db } = aFullDatabase();
    sql.exec("UPDATE sealed_keys SET provider = 'openai-compatible', endpoint = 'http://127.0.0.1:1/v1'");
    const labels = (await storesOver({ ...db, sql }).sealedRows.after(null, 10)).map(({ place }) => place.label);
    expect(labels).toContain('openai-compatible http://127.0.0.1:1/v1');
  });

  it.each(guarded)('cannot come in under a key that is unknown or retired: %s', table => {
    const { sql } = aFullDatabase();
    const reseal = (keyId: string) => () => sql.prepare(`UPDATE ${table} SET sealed = ?`).run(anEnvelope(keyId));
    const copy = () => sql.exec(`INSERT INTO ${table} SELECT * FROM ${table}`);
    expect(reseal('ffffffff')).toThrow('not in use');
    expect(reseal('0a1b2c3d')).not.toThrow();
    sql.exec('DROP TRIGGER key_epochs_forgotten; DELETE FROM key_epochs');
    expect(copy).toThrow('not in use');
  });

  it.each(guarded)('keeps its key: %s', table => {
    const { sql } = aFullDatabase();
    for (const each of guarded) if (each !== table) sql.exec(`DELETE FROM ${each}`);
    const retire = () => sql.exec("UPDATE key_epochs SET state = 'retired', retired_at = 1");
    expect(retire).toThrow('still needed');
    expect(() => sql.exec('DELETE FROM key_epochs')).toThrow('still needed');
    sql.exec(`DELETE FROM ${table}`);
    expect(retire).not.toThrow();
  });
});
