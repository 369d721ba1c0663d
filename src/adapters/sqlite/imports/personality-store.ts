import type { Json } from '../../../domain/import/staged.js';
import { importedSchema, type Imported } from '../../../domain/import/imported.js';
import type { Database } from '../database.js';
import { personalityBy, updatePersonality } from '../personality-rows.js';
import type { EntityStore } from './entity-store.js';

/**
 * A personality as a batch writes it. One that is taken away keeps its row, without any name, until its batch is swept
 * up: what was staged for it goes little by little.
 */
export function personalityStore(db: Database): EntityStore {
  const { sql, own } = db;
  const nameless = sql.prepare<[string]>("UPDATE personalities SET slug = 'gone:' || id WHERE id = ?");
  const namesGone = sql.prepare<[string]>('DELETE FROM names WHERE personality_id = ?');
  const created = sql.prepare<[string], { at: number }>('SELECT created_at AS at FROM personalities WHERE id = ?');

  const read = (id: string): Imported | null => {
    const found = personalityBy(db, 'id', id);
    if (found === undefined || !hasName(found.slug)) return null;
    const { id: _, createdAt: __, updatedAt: ___, ...rest } = found;
    return rest;
  };

  return {
    read: id => jsonOf(read(id)),
    write: (id, value, now) => {
      own.personalityChanges += 1;
      if (value === null) {
        namesGone.run(id);
        nameless.run(id);
        return;
      }
      updatePersonality(db, {
        ...importedSchema.parse(value),
        id,
        createdAt: created.get(id)?.at ?? now,
        updatedAt: now,
      });
    },
  };
}

/** Staged and removed ones have a placeholder instead of a name. */
const hasName = (slug: string) => !slug.includes(':');

const jsonOf = (value: Imported | null): Json => JSON.parse(JSON.stringify(value));
