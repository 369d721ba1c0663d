import { sql, type Placeholder } from 'drizzle-orm';
import type { Database } from './database.js';

/**
 * Made with the first use, and once for each database. For the statements of a turn: to put a query together and to
 * prepare it takes many times as long as to run it.
 */
export function perDatabase<T>(make: (db: Database) => T): (db: Database) => T {
  const made = new WeakMap<Database, { readonly it: T }>();
  return db => {
    const { it } = made.get(db) ?? { it: make(db) };
    if (!made.has(db)) made.set(db, { it });
    return it;
  };
}

/** Places for values that are named when the statement runs. */
export function places<Name extends string>(...names: readonly Name[]): Record<Name, Placeholder>;
export function places(...names: readonly string[]): Record<string, Placeholder> {
  return Object.fromEntries(names.map(name => [name, sql.placeholder(name)]));
}
