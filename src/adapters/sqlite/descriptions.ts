import { and, eq } from 'drizzle-orm';
import type { Descriptions } from '../../ports/descriptions.js';
import type { Database } from './database.js';
import { descriptions } from './schema.js';

const { sha256, model, text, madeAt } = descriptions;

export const sqliteDescriptions = ({ orm, read, write }: Database): Descriptions => ({
  find: (userId, fingerprint) =>
    read(() =>
      orm
        .select({ sha256, model, text, madeAt })
        .from(descriptions)
        .where(and(eq(descriptions.userId, userId), eq(sha256, fingerprint)))
        .get(),
    ),

  put: (userId, description) =>
    write(() => {
      const row = { userId, ...description };
      const target = [descriptions.userId, sha256];
      orm.insert(descriptions).values(row).onConflictDoUpdate({ target, set: row }).run();
    }),
});
