import type { Database as Sqlite } from 'better-sqlite3';
import { termsOf } from '../../domain/memory/terms.js';

/*
 * The text index is derived: it holds no text, can be dropped and is rebuilt from the rows. Its first column is the
 * scope, so that a query never walks through the words of other people.
 */

const ownScope = (row: string) => `'u' || ${row}.user_id || 'x' || ${row}.personality_id`;
const othersScope = (row: string) =>
  `coalesce((SELECT group_concat(' u' || user_id || 'x' || ${row}.personality_id, '') FROM memory_people WHERE memory_id = ${row}.id), '')`;
const placeScope = (row: string) =>
  `'c' || (SELECT seq FROM channels WHERE id = ${row}.channel_id) || 'x' || ${row}.personality_id`;
const scopeOf = (row: string) => `${ownScope(row)} || ${othersScope(row)} || ' ' || ${placeScope(row)}`;

const entered = (row: string, from = '') =>
  `INSERT INTO memory_index (rowid, scope, terms) SELECT ${row}.seq, ${scopeOf(row)}, ${row}.terms ${from};`;
const taken = (row: string, from = '') =>
  `INSERT INTO memory_index (memory_index, rowid, scope, terms) SELECT 'delete', ${row}.seq, ${scopeOf(row)}, ${row}.terms ${from};`;

const memoryOf = (person: string) => `FROM memories m WHERE m.id = ${person}.memory_id`;

const tables = `
CREATE VIRTUAL TABLE memory_index USING fts5 (
  scope, terms, content='', tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
);
INSERT INTO memory_index (memory_index, rank) VALUES ('secure-delete', 1);
CREATE TRIGGER memories_entered AFTER INSERT ON memories WHEN new.batch_seq IS NULL BEGIN ${entered('new')} END;
CREATE TRIGGER memories_taken BEFORE DELETE ON memories BEGIN ${taken('old')} END;
CREATE TRIGGER memories_changed AFTER UPDATE OF seq, user_id, personality_id, channel_id, terms ON memories
  BEGIN ${taken('old')} ${entered('new')} END;
CREATE TRIGGER memory_people_before BEFORE INSERT ON memory_people BEGIN ${taken('m', memoryOf('new'))} END;
CREATE TRIGGER memory_people_entered AFTER INSERT ON memory_people BEGIN ${entered('m', memoryOf('new'))} END;
CREATE TRIGGER memory_people_leaving BEFORE DELETE ON memory_people BEGIN ${taken('m', memoryOf('old'))} END;
CREATE TRIGGER memory_people_taken AFTER DELETE ON memory_people BEGIN ${entered('m', memoryOf('old'))} END;
`;

const dropped = `
DROP TRIGGER IF EXISTS memories_entered;
DROP TRIGGER IF EXISTS memories_taken;
DROP TRIGGER IF EXISTS memories_changed;
DROP TRIGGER IF EXISTS memory_people_before;
DROP TRIGGER IF EXISTS memory_people_entered;
DROP TRIGGER IF EXISTS memory_people_leaving;
DROP TRIGGER IF EXISTS memory_people_taken;
DROP TABLE IF EXISTS memory_index;
`;

/** Takes the index away, and what keeps it up to date. */
export const dropMemoryIndex = (sql: Sqlite): void => void sql.exec(dropped);

/** Builds the index from the rows there are, in place of one that may exist. */
export function createMemoryIndex(sql: Sqlite): void {
  dropMemoryIndex(sql);
  sql.exec(tables);
  sql.exec(`INSERT INTO memory_index (rowid, scope, terms) SELECT seq, ${scopeOf('memories')}, terms FROM memories`);
}

/**
 * Enters memories of a batch, from one on. They are entered together at the end of the transaction that staged them:
 * one by one, each costs twice as much.
 */
export const enterStaged = (sql: Sqlite): ((batch: number, from: number) => void) => {
  const entering = sql.prepare<[number, number]>(
    `INSERT INTO memory_index (rowid, scope, terms) SELECT seq, ${scopeOf('memories')}, terms FROM memories
     WHERE seq >= ? AND batch_seq = ?`,
  );
  return (batch, from) => void entering.run(from, batch);
};

/** Works out the terms of every memory anew. */
export function fillTerms(sql: Sqlite): void {
  const write = sql.prepare('UPDATE memories SET terms = ? WHERE seq = ?');
  const rows = sql.prepare<[], { seq: number; text: string }>('SELECT seq, text FROM memories').all();
  for (const { seq, text } of rows) write.run(termsOf(text).join(' '), seq);
}

/** Says whether the index answers for exactly the rows there are. What it says of them, `integrity_check` looks at. */
export function memoryIndexIsWhole(sql: Sqlite): boolean {
  try {
    const missing = sql.prepare('SELECT seq FROM memories EXCEPT SELECT id FROM memory_index_docsize LIMIT 1').get();
    const left = sql.prepare('SELECT id FROM memory_index_docsize EXCEPT SELECT seq FROM memories LIMIT 1').get();
    return missing === undefined && left === undefined;
  } catch {
    return false;
  }
}

/** The query for what shares a term, inside a scope. Every word is quoted: text of people is never query language. */
export function matchFor(scopes: readonly string[], terms: readonly string[]): string {
  return `scope : (${quotedAny(scopes)}) AND terms : (${quotedAny(terms)})`;
}

const quotedAny = (words: readonly string[]) =>
  words.map(word => `"${word.replaceAll('\0', '').replaceAll('"', '""')}"`).join(' OR ');
