import type { Database as Sqlite } from 'better-sqlite3';
import {
  archiveKeyPlace,
  archiveKeyPurpose,
  ownKeyPlace,
  ownKeyPurpose,
  tracePlace,
  tracePurpose,
} from '../../domain/wallet/purposes.js';
import type { Place } from '../../domain/wallet/seal.js';
import type { SealedRow, SealedRows } from '../../ports/sealed-rows.js';
import type { Database } from './database.js';

type Row = {
  readonly row: number;
  readonly id: string;
  readonly userId: string;
  readonly provider: string;
  readonly endpoint: string | null;
  readonly sealed: string;
};

type SealedTable = {
  readonly table: string;
  readonly id: string;
  /** What else its places are made of. */
  readonly columns: string;
  readonly purpose: string;
  placeOf(row: Row): Place;
};

/** Every table with sealed values: the one list of them. */
export const sealedTables: readonly SealedTable[] = [
  {
    table: 'traces',
    id: 'reference',
    columns: "'' AS provider, NULL AS endpoint",
    purpose: tracePurpose,
    placeOf: ({ id, userId }) => tracePlace(id, userId),
  },
  {
    table: 'import_keys',
    id: 'id',
    columns: "'' AS provider, NULL AS endpoint",
    purpose: archiveKeyPurpose,
    placeOf: ({ id, userId }) => archiveKeyPlace(id, userId),
  },
  { table: 'sealed_keys', id: 'id', columns: 'provider, endpoint', purpose: ownKeyPurpose, placeOf: ownKeyPlace },
];

export function sqliteSealedRows({ sql, read, write }: Database): SealedRows {
  return {
    after: (position, most) =>
      read(() => {
        const rows: SealedRow[] = [];
        for (const [table] of sealedTables.entries()) {
          if (position !== null && table < position.table) continue;
          const row = position?.table === table ? position.row : 0;
          rows.push(...rowsAfter(sql, { table, row }, most - rows.length));
          if (rows.length === most) break;
        }
        return rows;
      }),

    replace: changes =>
      write(() =>
        changes
          .filter(({ row, sealed }) => {
            const { table = '' } = sealedTables[row.position.table] ?? {};
            const statement = `UPDATE ${table} SET sealed = ? WHERE rowid = ? AND sealed = ?`;
            return sql.prepare(statement).run(sealed, row.position.row, row.sealed).changes > 0;
          })
          .map(({ row }) => row),
      ),
  };
}

/** Everything sealed there is. */
export const allSealedRows = (sql: Sqlite): SealedRow[] =>
  sealedTables.flatMap((_, table) => rowsAfter(sql, { table, row: 0 }, -1));

/** How many values each key sealed. */
export function sealedByKey(sql: Sqlite): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { keyId, count } of sealedTables.flatMap(({ table }) => keysIn(sql, table)))
    counts.set(keyId, (counts.get(keyId) ?? 0) + count);
  return counts;
}

const keysIn = (sql: Sqlite, table: string) =>
  sql
    .prepare<[], { keyId: string; count: number }>(
      `SELECT substr(sealed, 5, 8) AS keyId, count(*) AS count FROM ${table} GROUP BY keyId`,
    )
    .all();

/** All of a table where the most are -1. */
function rowsAfter(sql: Sqlite, { table, row }: SealedRow['position'], most: number): SealedRow[] {
  const found = sealedTables[table];
  if (found === undefined) return [];
  const { table: name, id, columns, purpose, placeOf } = found;
  return sql
    .prepare<[number, number], Row>(
      `SELECT rowid AS row, ${id} AS id, user_id AS userId, ${columns}, sealed FROM ${name}
       WHERE rowid > ? ORDER BY rowid LIMIT ?`,
    )
    .all(row, most)
    .map(each => ({ place: placeOf(each), purpose, sealed: each.sealed, position: { table, row: each.row } }));
}
