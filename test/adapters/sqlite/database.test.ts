import { rmSync, writeFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase, type Database } from '../../../src/adapters/sqlite/database.js';
import { TzurotError } from '../../../src/domain/errors.js';
import { fakeClock } from '../../fakes/clock.js';
import { aDatabaseFile, anOpenDatabase, sha256 } from './files.js';
import { aHistoricDatabase } from './history.js';

/** Somebody else who has the same file open. */
function another(path: string): Sqlite.Database {
  const other = new Sqlite(path);
  onTestFinished(() => void other.close());
  return other;
}

const addUser = ({ sql }: Pick<Database, 'sql'>, id: string) =>
  sql.prepare('INSERT INTO users (id, created_at) VALUES (?, 0)').run(id);
const users = ({ sql }: Pick<Database, 'sql'>) => sql.prepare('SELECT id FROM users ORDER BY id').pluck().all();

describe.each([1, 2])('a database that is opened for the %s. time', time => {
  const opened = () => {
    const path = aDatabaseFile();
    for (let earlier = 1; earlier < time; earlier++) openDatabase(path, fakeClock()).close();
    return anOpenDatabase(path).sql;
  };

  it.each([
    ['journal_mode', 'wal'],
    ['synchronous', 2],
    ['foreign_keys', 1],
    ['secure_delete', 1],
    ['trusted_schema', 0],
  ])('has %s at %s', (name, value) => {
    expect(opened().pragma(name, { simple: true })).toBe(value);
  });

  it('holds up the program for no more than a quarter of a second', () => {
    const ms = opened().pragma('busy_timeout', { simple: true });
    expect(ms).toBeGreaterThan(0);
    expect(ms).toBeLessThanOrEqual(250);
  });
});

it('keeps what was written when it is closed', async () => {
  const path = aDatabaseFile();
  const db = openDatabase(path, fakeClock());
  await db.write(() => addUser(db, 'ada'));
  db.close();
  expect(users(anOpenDatabase(path))).toEqual(['ada']);
});

describe('while somebody else writes', () => {
  const locked = () => {
    const clock = fakeClock();
    const db = anOpenDatabase(aDatabaseFile(), clock);
    db.sql.pragma('busy_timeout = 0');
    const other = another(db.path);
    other.exec('BEGIN IMMEDIATE');
    return { clock, db, other };
  };

  it('waits for its turn without holding up anything else, and then writes', async () => {
    const { clock, db, other } = locked();
    const written = db.write(() => addUser(db, 'ada'));
    await clock.advance(500);
    expect(users({ sql: other })).toEqual([]);
    other.exec('COMMIT');
    await clock.advance(500);
    await written;
    expect(users(db)).toEqual(['ada']);
  });

  it('gives up when its turn never comes', async () => {
    const { clock, db } = locked();
    const refused = db.write(() => addUser(db, 'ada')).catch((error: unknown) => error);
    await clock.advance(60_000);
    expect(await refused).toMatchObject({ code: 'conflict' });
  });

  it('gives up within ten seconds', async () => {
    const { clock, db } = locked();
    const refused = db.write(() => addUser(db, 'ada')).catch(() => clock.monotonic());
    await clock.advance(60_000);
    expect(await refused).toBeLessThan(10_000_000);
  });

  it('changes nothing when it gave up', async () => {
    const { clock, db, other } = locked();
    const refused = db.write(() => addUser(db, 'ada')).catch(() => {});
    await clock.advance(60_000);
    await refused;
    other.exec('COMMIT');
    expect(users(db)).toEqual([]);
  });

  it('reads what was there before, at once', async () => {
    const { db, other } = locked();
    addUser({ sql: other }, 'bob');
    expect(await db.read(() => users(db))).toEqual([]);
  });

  it('reads one and the same state, however long that takes', async () => {
    const db = anOpenDatabase();
    const other = another(db.path);
    const seen = await db.read(() => {
      const before = users(db);
      addUser({ sql: other }, 'bob');
      return [before, users(db)];
    });
    expect(seen).toEqual([[], []]);
  });
});

describe('a write', () => {
  it('is all or nothing', async () => {
    const db = anOpenDatabase();
    const broken = db.write(() => {
      addUser(db, 'ada');
      addUser(db, 'ada');
    });
    await expect(broken).rejects.toThrow();
    expect(users(db)).toEqual([]);
  });

  it('throws what its work throws', async () => {
    const db = anOpenDatabase();
    const reason = new TzurotError('invalid', 'Ada changed her mind.');
    const broken = db.write(() => {
      throw reason;
    });
    await expect(broken).rejects.toBe(reason);
  });

  it('goes on after one that failed', async () => {
    const db = anOpenDatabase();
    const broken = () => addUser(db, 'bob') && addUser(db, 'bob');
    await expect(db.write(broken)).rejects.toThrow();
    await db.write(() => addUser(db, 'ada'));
    expect(users(db)).toEqual(['ada']);
  });

  it('takes its turn with those of others who have the file open', async () => {
    const path = aDatabaseFile();
    const [one, two] = [anOpenDatabase(path), anOpenDatabase(path)];
    await Promise.all([one, two, one, two].map((db, index) => db.write(() => addUser(db, `user-${index}`))));
    expect(users(one)).toEqual(['user-0', 'user-1', 'user-2', 'user-3']);
  });

  it('leaves no row that refers to nothing', async () => {
    const db = anOpenDatabase();
    const orphan = db.write(() =>
      db.sql.exec("INSERT INTO accounts (platform, foreign_id, user_id, position) VALUES ('local', 'x', 'nobody', 0)"),
    );
    await expect(orphan).rejects.toThrow('FOREIGN KEY');
  });
});

describe('a database of an older schema', () => {
  it('is refused, with what helps', () => {
    const path = aHistoricDatabase();
    expect(() => openDatabase(path, fakeClock())).toThrow(
      expect.objectContaining({ code: 'conflict', try: 'migrate up' }),
    );
  });

  it('is not touched', () => {
    const path = aHistoricDatabase();
    const before = sha256(path);
    expect(() => openDatabase(path, fakeClock())).toThrow();
    expect(sha256(path)).toBe(before);
  });
});

it('says that a damaged database is damaged', () => {
  const path = aDatabaseFile();
  const header = new Sqlite(path).serialize().subarray(0, 100);
  writeFileSync(path, Buffer.concat([header, Buffer.alloc(100_000, 0x5a)]));
  expect(() => openDatabase(path, fakeClock())).toThrow(expect.objectContaining({ code: 'corrupt' }));
});

it('makes no database where there is none', () => {
  const path = aDatabaseFile();
  rmSync(path);
  expect(() => openDatabase(path, fakeClock())).toThrow(expect.objectContaining({ code: 'corrupt' }));
  expect(sha256(path)).toBeUndefined();
});
