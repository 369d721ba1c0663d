import type { Database as Sqlite } from 'better-sqlite3';
import { and, asc, eq, isNull } from 'drizzle-orm';
import { TzurotError } from '../../domain/errors.js';
import type { KeyEpoch, KeyEpochs } from '../../ports/key-epochs.js';
import type { Database } from './database.js';
import { inOurWords, isUniqueViolation } from './failures.js';
import { keyEpochs } from './schema.js';
import { sealedByKey } from './sealed-rows.js';

export function sqliteKeyEpochs({ sql, orm, read, write }: Database): KeyEpochs {
  const isActive = (keyId: string) => and(eq(keyEpochs.keyId, keyId), eq(keyEpochs.state, 'active'));
  const isIncoming = (keyId: string) => and(eq(keyEpochs.keyId, keyId), eq(keyEpochs.state, 'incoming'));
  return {
    all: () => read(() => orm.select().from(keyEpochs).orderBy(asc(keyEpochs.createdAt), asc(keyEpochs.keyId)).all()),

    activate: async epoch => {
      if (await write(() => inserted(epoch))) return;
      throw new TzurotError('conflict', 'This store has an active master key already.');
    },

    bringIn: (epoch, active) =>
      write(() => {
        const isFree = and(isActive(active), isNull(keyEpochs.worker));
        return orm.select().from(keyEpochs).where(isFree).get() !== undefined && inserted(epoch);
      }),

    takeOver: (keyId, from, worker) =>
      write(() => {
        const isTheirs = and(isIncoming(keyId), eq(keyEpochs.worker, from));
        return orm.update(keyEpochs).set({ worker }).where(isTheirs).run().changes === 1;
      }),

    giveUp: keyId => write(() => void orm.delete(keyEpochs).where(isIncoming(keyId)).run()),

    exchange: (keyId, at) =>
      write(() => {
        const state = orm.select().from(keyEpochs).where(eq(keyEpochs.keyId, keyId)).get()?.state;
        if (state === 'active') return true;
        if (state !== 'incoming') throw givenUp(keyId);
        if ([...sealedByKey(sql).keys()].some(each => each !== keyId)) return false;
        orm.update(keyEpochs).set({ state: 'retired', retiredAt: at }).where(eq(keyEpochs.state, 'active')).run();
        orm.update(keyEpochs).set({ state: 'active' }).where(isIncoming(keyId)).run();
        return true;
      }),

    finish: keyId => write(() => void orm.update(keyEpochs).set({ worker: null }).where(isActive(keyId)).run()),

    sealedRows: () => read(() => sealedByKey(sql)),
  };

  function inserted(epoch: KeyEpoch): boolean {
    try {
      return orm.insert(keyEpochs).values(epoch).run().changes === 1;
    } catch (error) {
      if (isUniqueViolation(error)) return false;
      throw error;
    }
  }
}

/** The master keys the store knows at this very moment, for those who cannot wait to be told. */
export function epochsNow(sql: Sqlite): () => KeyEpoch[] {
  const statement = sql.prepare<[], KeyEpoch>(
    `SELECT key_id AS keyId, check_value AS checkValue, state, created_at AS createdAt, retired_at AS retiredAt,
       worker, location FROM key_epochs`,
  );
  return () => {
    try {
      return statement.all();
    } catch (error) {
      throw inOurWords(error);
    }
  };
}

const givenUp = (keyId: string) =>
  new TzurotError('conflict', `The change to the master key ${keyId} was given up by another process.`, {
    try: 'key rotate',
  });
