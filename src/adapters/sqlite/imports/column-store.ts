import type { Statement } from 'better-sqlite3';
import * as z from 'zod';
import type { Database } from '../database.js';
import type { EntityStore } from './entity-store.js';

type Cells = Readonly<Record<string, string | number | null>>;

type Shape = {
  readonly table: string;
  /** Columns, by their names as JSON. */
  readonly columns: Readonly<Record<string, string>>;
  /** Columns that follow from these. */
  readonly derived?: (cells: Cells) => Cells;
};

const row = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

/** Reads and writes some columns of rows that are there; it neither makes nor removes any. */
export function columnStore({ sql }: Database, { table, columns, derived = () => ({}) }: Shape): EntityStore {
  const selected = Object.entries(columns).map(([name, column]) => `${column} AS "${name}"`);
  const reading = sql.prepare<[string]>(`SELECT ${selected.join(', ')} FROM ${table} WHERE id = ?`);
  const known = new Map<string, Statement>();
  return {
    read: id => {
      const found = row.safeParse(reading.get(id));
      return found.success ? found.data : null;
    },
    write: (id, value) => {
      if (value === null) return;
      const cells = row.parse(value);
      const all = { ...cells, ...derived(cells) };
      const set = Object.keys(all).map(name => `${columns[name] ?? name} = :${name}`);
      const statement = `UPDATE ${table} SET ${set.join(', ')} WHERE id = :id`;
      const writing = known.get(statement) ?? sql.prepare(statement);
      known.set(statement, writing);
      writing.run({ ...all, id });
    },
  };
}
