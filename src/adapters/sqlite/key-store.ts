import { and, asc, eq, gte, sql } from 'drizzle-orm';
import type { Provider, SealedKey } from '../../domain/wallet/key.js';
import { providers } from '../../domain/wallet/key.js';
import type { KeyStore } from '../../ports/key-store.js';
import type { Database } from './database.js';
import { perDatabase } from './per-database.js';
import { sealedKeys } from './schema.js';

const finding = perDatabase(({ orm }) =>
  orm
    .select()
    .from(sealedKeys)
    .where(and(eq(sealedKeys.userId, sql.placeholder('userId')), eq(sealedKeys.provider, sql.placeholder('provider'))))
    .prepare(),
);

export function sqliteKeyStore(db: Database): KeyStore {
  const { orm, read, write } = db;
  const of = (userId: string, provider: Provider) =>
    and(eq(sealedKeys.userId, userId), eq(sealedKeys.provider, provider));
  const drop = (userId: string, provider: Provider) =>
    orm.delete(sealedKeys).where(of(userId, provider)).run().changes > 0;
  const change = (id: string, values: Partial<SealedKey>) =>
    void orm.update(sealedKeys).set(values).where(eq(sealedKeys.id, id)).run();

  return {
    put: key =>
      write(() => {
        drop(key.userId, key.provider);
        orm.insert(sealedKeys).values(key).run();
      }),

    find: (userId, provider) => read(() => finding(db).all({ userId, provider }).flatMap(keyIn)[0]),

    list: userId =>
      read(() =>
        orm
          .select()
          .from(sealedKeys)
          .where(eq(sealedKeys.userId, userId))
          .orderBy(asc(sealedKeys.provider))
          .all()
          .flatMap(keyIn),
      ),

    remove: (userId, provider) => write(() => drop(userId, provider)),

    used: (id, at) => write(() => change(id, { lastUsedAt: at })),

    failed: (id, at) => write(() => change(id, { failedAt: at })),

    failedSince: (provider, since) =>
      read(() =>
        orm
          .select()
          .from(sealedKeys)
          .where(and(eq(sealedKeys.provider, provider), gte(sealedKeys.failedAt, since)))
          .orderBy(asc(sealedKeys.failedAt), asc(sealedKeys.id))
          .all()
          .flatMap(keyIn),
      ),

    refuse: (id, at) =>
      write(
        () =>
          orm
            .update(sealedKeys)
            .set({ state: 'refused', refusedAt: at })
            .where(and(eq(sealedKeys.id, id), eq(sealedKeys.state, 'active')))
            .run().changes > 0,
      ),

    restore: id => write(() => change(id, { state: 'active', refusedAt: null })),
  };
}

/** A key of a provider that is none here any more stays where it is, and is not seen. */
const keyIn = (row: typeof sealedKeys.$inferSelect): SealedKey[] => {
  const provider = providers.find(each => each === row.provider);
  return provider === undefined ? [] : [{ ...row, provider }];
};
