import Sqlite from 'better-sqlite3';
import type { Clock } from '../../ports/clock.js';
import type { KeyEpoch } from '../../ports/key-epochs.js';
import { databaseOver, type Database } from './database.js';
import { fillNew } from './make.js';

/** A store that is nowhere but in memory, and gone when it is closed. */
export function scratchDatabase(epoch: KeyEpoch, clock: Clock): Database {
  const sql = new Sqlite(':memory:');
  fillNew(sql, epoch);
  sql.pragma('foreign_keys = on');
  return databaseOver(sql, ':memory:', clock);
}
