import * as z from 'zod';
import type { Json } from '../../../domain/import/staged.js';
import type { Database } from '../database.js';
import type { EntityStore } from './entity-store.js';

type Shape = {
  readonly table: string;
  /** The columns of the key. An id is their values, joined with slashes; only the last may hold one itself. */
  readonly keys: readonly [string] | readonly [string, string];
  /** The other columns, by their names as JSON. */
  readonly columns: Readonly<Record<string, string>>;
};

const cell = z.union([z.string(), z.number(), z.null()]);
const row = z.record(z.string(), cell);

/** Reads and writes one row of a table as JSON, column by column. */
export function rowStore({ sql }: Database, { table, keys, columns }: Shape): EntityStore {
  const names = Object.keys(columns);
  const selected = names.map(name => `${columns[name]} AS "${name}"`).join(', ');
  const where = keys.map(key => `${key} = ?`).join(' AND ');
  const all = [...keys, ...Object.values(columns)];
  const set = Object.values(columns).map(column => `${column} = excluded.${column}`);
  const reading = sql.prepare<string[]>(`SELECT ${selected} FROM ${table} WHERE ${where}`);
  const removing = sql.prepare<string[]>(`DELETE FROM ${table} WHERE ${where}`);
  const writing = sql.prepare<(string | number | null)[]>(
    `INSERT INTO ${table} (${all.join(', ')}) VALUES (${all.map(() => '?').join(', ')})
     ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${set.join(', ')}`,
  );
  const keyOf = (id: string) =>
    keys.length === 1 ? [id] : [id.slice(0, id.indexOf('/')), id.slice(id.indexOf('/') + 1)];

  return {
    read: id => {
      const found = row.safeParse(reading.get(...keyOf(id)));
      return found.success ? found.data : null;
    },
    write: (id, value: Json) => {
      if (value === null) return void removing.run(...keyOf(id));
      const values = row.parse(value);
      writing.run(...keyOf(id), ...names.map(name => values[name] ?? null));
    },
  };
}
