import type { StoreCare } from '../../ports/store-care.js';
import type { Database } from './database.js';
import { canonicalDigests, isLedger, sourceTables } from './digest.js';
import { createMemoryIndex, dropMemoryIndex, fillTerms, memoryIndexIsWhole } from './memory-index.js';
import { allSealedRows } from './sealed-rows.js';
import { fillSpending, spendingIsTrue } from './spending.js';
import { visible } from './visible.js';

export function sqliteStoreCare({ sql, read, write }: Database): StoreCare {
  return {
    inspect: () =>
      read(() => {
        const integrity = sql
          .prepare<[], { integrity_check: string }>('PRAGMA integrity_check')
          .all()
          .map(row => row.integrity_check)
          .filter(line => line !== 'ok');
        return {
          tables: canonicalDigests(sql),
          imports: Object.fromEntries(
            sourceTables(sql)
              .filter(isLedger)
              .map(table => [table, rowsOf(table)]),
          ),
          integrity,
          brokenReferences: sql.prepare('PRAGMA foreign_key_check').all().length,
          orphans: orphans(),
        };
      }),

    sealedValues: () => read(() => allSealedRows(sql)),

    rebuildIndexes: () =>
      write(() => {
        dropMemoryIndex(sql); // A damaged one would refuse to follow the terms.
        fillTerms(sql);
        createMemoryIndex(sql);
        fillSpending(sql);
      }),
  };

  function rowsOf(table: string): number {
    return Number(sql.prepare(`SELECT count(*) FROM "${table}"`).pluck().get());
  }

  function orphans(): number {
    const nameless = sql
      .prepare<[], { count: number }>(
        `SELECT count(*) AS count FROM personalities p
         WHERE ${visible('p')} AND NOT EXISTS (SELECT 1 FROM names n WHERE n.personality_id = p.id AND n.kind = 'slug')`,
      )
      .get();
    const undecided = sql
      .prepare<[], { count: number }>(
        `SELECT count(*) AS count FROM outbox
         WHERE kind = 'answer' AND NOT EXISTS (SELECT 1 FROM outcomes WHERE outbox_id = outbox.id)`,
      )
      .get();
    const derived = (memoryIndexIsWhole(sql) ? 0 : 1) + (spendingIsTrue(sql) ? 0 : 1);
    return (nameless?.count ?? 0) + (undecided?.count ?? 0) + derived;
  }
}
