import { asc } from 'drizzle-orm';
import { TzurotError } from '../../domain/errors.js';
import { keyIdOf } from '../../domain/wallet/seal.js';
import type { KeyEpochs } from '../../ports/key-epochs.js';
import type { Database } from './database.js';
import { isUniqueViolation } from './failures.js';
import { keyEpochs, traces } from './schema.js';

export function sqliteKeyEpochs({ sql, orm, read, write }: Database): KeyEpochs {
  return {
    all: () => read(() => orm.select().from(keyEpochs).orderBy(asc(keyEpochs.createdAt), asc(keyEpochs.keyId)).all()),

    activate: epoch =>
      write(() => {
        try {
          orm.insert(keyEpochs).values(epoch).run();
        } catch (error) {
          if (!isUniqueViolation(error)) throw error;
          throw new TzurotError('conflict', 'This store has an active master key already.', { cause: error });
        }
      }),

    sealedRows: () =>
      read(() => {
        const counts = new Map<string, number>();
        const archives = sql.prepare<[], { sealed: string }>('SELECT sealed FROM import_keys').all();
        for (const { sealed } of [...orm.select({ sealed: traces.sealed }).from(traces).all(), ...archives]) {
          const keyId = keyIdOf(sealed);
          counts.set(keyId, (counts.get(keyId) ?? 0) + 1);
        }
        return counts;
      }),
  };
}
