import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { inOurWords, isBusy, isUniqueViolation } from '../../../src/adapters/sqlite/failures.js';
import { TzurotError } from '../../../src/domain/errors.js';
import { anOpenDatabase } from './files.js';

const said = (code: string) => new Sqlite.SqliteError('what SQLite said', code);

describe('the words for what the database said', () => {
  it.each([
    ['SQLITE_BUSY', 'conflict'],
    ['SQLITE_BUSY_SNAPSHOT', 'conflict'],
    ['SQLITE_LOCKED', 'conflict'],
    ['SQLITE_FULL', 'unavailable'],
    ['SQLITE_IOERR_WRITE', 'unavailable'],
    ['SQLITE_IOERR_FSYNC', 'unavailable'],
    ['SQLITE_IOERR_READ', 'unavailable'],
    ['SQLITE_READONLY', 'unavailable'],
    ['SQLITE_READONLY_DBMOVED', 'unavailable'],
    ['SQLITE_CANTOPEN', 'unavailable'],
    ['SQLITE_CORRUPT', 'corrupt'],
    ['SQLITE_CORRUPT_VTAB', 'corrupt'],
    ['SQLITE_NOTADB', 'corrupt'],
  ])('make %s %s', (code, ours) => {
    expect(inOurWords(said(code))).toMatchObject({ name: 'TzurotError', code: ours });
  });

  it('keep what SQLite said as the cause', () => {
    const error = said('SQLITE_FULL');
    expect(inOurWords(error)).toHaveProperty('cause', error);
  });

  it.each([
    ['a bug in a query', said('SQLITE_ERROR')],
    ['a row that refers to nothing', said('SQLITE_CONSTRAINT_FOREIGNKEY')],
    ['what is said in our words already', new TzurotError('denied', 'No.')],
    ['an error of another kind', new RangeError('too far')],
    ['what is no error at all', 'SQLITE_BUSY'],
  ])('leave %s as it is', (_, thrown) => {
    expect(inOurWords(thrown)).toBe(thrown);
  });
});

describe('the words for what the store guards', () => {
  const thrown = (message: string) => new Sqlite.SqliteError(message, 'SQLITE_CONSTRAINT_TRIGGER');

  it.each([
    ['sealed with a master key that is not in use', 'changed meanwhile'],
    ['this master key is still needed', 'still sealed'],
  ])('%s', (message, words) => {
    expect(inOurWords(thrown(message))).toMatchObject({ code: 'conflict', message: expect.stringContaining(words) });
  });

  it('are none where another trigger speaks', () => {
    const error = thrown('something else');
    expect(inOurWords(error)).toBe(error);
  });
});

describe('what SQLite throws', () => {
  const refused = (statement: string): unknown => {
    const { sql } = anOpenDatabase();
    sql.exec("INSERT INTO users (id, created_at) VALUES ('ada', 0)");
    sql.exec("INSERT INTO accounts (platform, foreign_id, user_id, position) VALUES ('local', 'x', 'ada', 0)");
    try {
      return sql.exec(statement);
    } catch (error) {
      return error;
    }
  };

  it.each([
    ["INSERT INTO users (id, created_at) VALUES ('ada', 0)", true],
    ["INSERT INTO key_epochs (key_id, check_value, state, created_at) VALUES ('a', 'b', 'active', 0)", true],
    ["INSERT INTO users (id, created_at) VALUES ('bob', NULL)", false],
    ["INSERT INTO accounts VALUES ('local', 'y', 'nobody', NULL, 0)", false],
    ["INSERT INTO accounts VALUES ('icq', 'y', 'ada', NULL, 0)", false],
  ])('at %s: is it because something is there already? %s', (statement, isThere) => {
    expect(isUniqueViolation(refused(statement))).toBe(isThere);
  });

  it('is not taken for a lock when it is none', () => {
    expect(isBusy(refused("INSERT INTO users (id, created_at) VALUES ('ada', 0)"))).toBe(false);
  });
});
