import { and, asc, eq, sql as text } from 'drizzle-orm';
import { TzurotError } from '../../domain/errors.js';
import { directoryOf, type Directory } from '../../domain/personality/alias.js';
import type { Personality } from '../../domain/personality/personality.js';
import type { Personalities, PersonalityCounts } from '../../ports/personalities.js';
import type { Database } from './database.js';
import { insertPersonality, personalityBy, updatePersonality, wholePersonality } from './personality-rows.js';
import { perDatabase } from './per-database.js';
import { avatars, lore, names, origins, personalities } from './schema.js';
import { visible } from './visible.js';

const isVisible = text.raw(visible('personalities'));

const findingLore = perDatabase(({ orm }) =>
  orm
    .select()
    .from(lore)
    .where(and(eq(lore.personalityId, text.placeholder('id')), text.raw(visible('lore'))))
    .orderBy(asc(lore.position), asc(lore.id))
    .prepare(),
);

export function sqlitePersonalities(db: Database): Personalities {
  const { sql, orm, own, read, write } = db;

  const readAll = (): Personality[] => {
    const aliases = orm.select().from(names).where(eq(names.kind, 'alias')).orderBy(asc(names.folded)).all();
    const byOwner = Map.groupBy(aliases, ({ personalityId }) => personalityId);
    const rows = orm.select().from(personalities).where(isVisible).orderBy(asc(personalities.slug)).all();
    return rows.map(row => wholePersonality(row, byOwner.get(row.id)?.map(({ display }) => display) ?? []));
  };

  /* What was read stays true until this connection changes somebody, or another one changes anything. */
  let known: { readonly at: string; readonly all: readonly Personality[]; readonly directory: Directory } | undefined;

  const current = () => {
    const at = `${String(sql.pragma('data_version', { simple: true }))}/${own.personalityChanges}`;
    if (known?.at !== at) {
      const all = readAll();
      known = { at, all, directory: directoryOf(all) };
    }
    return known;
  };

  const change = <T>(work: () => T): Promise<T> =>
    write(() => {
      own.personalityChanges += 1;
      return work();
    });

  const removal = [
    `DELETE FROM messages WHERE speaker_kind = 'person' AND id IN (
       SELECT p.message_id FROM outcomes o JOIN platform_messages p ON p.platform_id = o.trigger_id
       WHERE o.personality_id = :id AND NOT EXISTS (
         SELECT 1 FROM outcomes other WHERE other.trigger_id = o.trigger_id AND other.personality_id <> :id
           AND other.outcome = 'answered'))`,
    'DELETE FROM personalities WHERE id = :id',
  ].map(statement => sql.prepare(statement));

  /* While a batch is open, a picture may be its own and nobody’s yet. */
  const forgetting = sql.prepare<[{ avatar: string }]>(`DELETE FROM avatars WHERE sha256 = :avatar
    AND NOT EXISTS (SELECT 1 FROM personalities WHERE avatar = :avatar)
    AND NOT EXISTS (SELECT 1 FROM import_batches WHERE state = 'open')
    AND NOT EXISTS (SELECT 1 FROM import_changes WHERE entity = 'personality' AND instr(before, :avatar) > 0)`);

  const counting = sql.prepare<[{ id: string; user: string | null }], PersonalityCounts>(`
    SELECT
      (SELECT count(*) FROM memories m WHERE personality_id = :id AND ${visible('m')} AND (:user IS NULL OR user_id = :user
         OR EXISTS (SELECT 1 FROM memory_people WHERE memory_id = m.id AND user_id = :user))) AS memories,
      (SELECT count(*) FROM messages m WHERE (:user IS NULL OR m.user_id = :user) AND ${visible('m')} AND (m.personality_id = :id OR EXISTS (
         SELECT 1 FROM platform_messages p JOIN outcomes o ON o.trigger_id = p.platform_id
         WHERE p.message_id = m.id AND o.personality_id = :id AND o.outcome = 'answered' AND m.speaker_kind = 'person'))) AS messages,
      (SELECT count(*) FROM lore l WHERE personality_id = :id AND ${visible('l')}) AS lore`);

  return {
    all: () => read(() => current().all),
    directory: () => read(() => current().directory),
    find: slug => read(() => personalityBy(db, 'slug', slug)),
    findById: id => read(() => personalityBy(db, 'id', id)),

    create: personality => change(() => insertPersonality(db, personality)),

    update: (personality, readAt) =>
      change(() => {
        const now = personalityBy(db, 'id', personality.id);
        if (readAt !== undefined && now !== undefined && now.updatedAt !== readAt) throw changedMeanwhile(personality);
        if (now === undefined) throw new TzurotError('not_found', `There is no personality “${personality.slug}”.`);
        updatePersonality(db, personality);
      }),

    portray: (id, picture, updatedAt) =>
      change(() => {
        const now = personalityBy(db, 'id', id);
        if (now === undefined) throw new TzurotError('not_found', 'This personality is not there any more.');
        if (picture !== null) {
          const row = { ...picture, bytes: Buffer.from(picture.bytes) };
          orm.insert(avatars).values(row).onConflictDoNothing().run();
        }
        updatePersonality(db, { ...now, avatar: picture?.sha256 ?? null, updatedAt });
        if (now.avatar !== null) forgetting.run({ avatar: now.avatar });
      }),

    remove: id =>
      change(() => {
        const avatar = personalityBy(db, 'id', id)?.avatar ?? null;
        const isGone = removal.map(statement => statement.run({ id }).changes > 0).at(-1) ?? false;
        if (avatar !== null) forgetting.run({ avatar });
        return isGone;
      }),

    picture: sha256 => read(() => orm.select().from(avatars).where(eq(avatars.sha256, sha256)).get()),

    origin: id =>
      read(() =>
        orm
          .select({ format: origins.format, document: origins.document })
          .from(origins)
          .where(eq(origins.personalityId, id))
          .get(),
      ),

    lore: id =>
      read(() =>
        findingLore(db)
          .all({ id })
          .map(({ position, batchSeq: _, ...entry }) => ({ ...entry, order: position })),
      ),

    setLore: (id, entries) =>
      write(() => {
        orm
          .delete(lore)
          .where(and(eq(lore.personalityId, id), text.raw(visible('lore'))))
          .run();
        for (const { order, keys, ...entry } of entries) {
          orm
            .insert(lore)
            .values({ ...entry, keys: [...keys], position: order })
            .run();
        }
      }),

    counts: (id, userId) =>
      read(() => counting.get({ id, user: userId ?? null }) ?? { memories: 0, messages: 0, lore: 0 }),
  };
}

const changedMeanwhile = ({ displayName }: Personality) =>
  new TzurotError('conflict', `${displayName} was changed by somebody else at the same moment. Try again.`);
