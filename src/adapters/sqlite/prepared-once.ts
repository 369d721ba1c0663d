import type { Database as Sqlite, Statement } from 'better-sqlite3';

/** Far more than the program has. Only what is put together anew for each call could ever come to so many. */
const mostStatements = 500;

/**
 * A connection that prepares each text once. For drizzle only: it always reads the same text in the same way, and never
 * row by row, so that no statement is still in use when it is wanted again.
 */
export function preparedOnce(sql: Sqlite): Sqlite {
  const known = new Map<string, Statement>();
  const prepare = (source: string): Statement => {
    const already = known.get(source);
    if (already !== undefined) return already;
    if (known.size >= mostStatements) known.clear();
    const made = sql.prepare(source);
    known.set(source, made);
    return made;
  };
  return Object.create(sql, { prepare: { value: prepare } });
}
