import { and, eq, isNull, sql } from 'drizzle-orm';
import type { SettingPlace, Settings, StoredSetting } from '../../ports/settings.js';
import type { Database } from './database.js';
import { perDatabase } from './per-database.js';
import { settings } from './schema.js';

const finding = perDatabase(({ orm }) =>
  orm
    .select()
    .from(settings)
    .where(
      and(
        eq(settings.userId, sql.placeholder('userId')),
        sql`${settings.personalityId} IS ${sql.placeholder('personalityId')}`,
      ),
    )
    .prepare(),
);

export function sqliteSettings(db: Database): Settings {
  const { orm, read, write } = db;

  const clear = (place: SettingPlace, key: string) =>
    orm
      .delete(settings)
      .where(and(at(place), eq(settings.key, key)))
      .run().changes > 0;

  return {
    read: place =>
      read(
        () =>
          new Map(
            finding(db)
              .all({ ...place })
              .map(row => [row.key, stored(row)]),
          ),
      ),

    write: (place, key, setting, insteadOf) =>
      write(() => {
        clear(place, key);
        if (insteadOf !== undefined) clear(place, insteadOf);
        orm
          .insert(settings)
          .values({
            ...place,
            key,
            state: setting.state,
            value: setting.state === 'value' ? JSON.stringify(setting.value) : null,
          })
          .run();
      }),

    unset: (place, key) => write(() => clear(place, key)),
  };
}

const at = ({ userId, personalityId }: SettingPlace) =>
  and(
    eq(settings.userId, userId),
    personalityId === null ? isNull(settings.personalityId) : eq(settings.personalityId, personalityId),
  );

const stored = ({ state, value }: typeof settings.$inferSelect): StoredSetting =>
  state === 'off' ? { state } : { state, value: JSON.parse(value ?? 'null') };
