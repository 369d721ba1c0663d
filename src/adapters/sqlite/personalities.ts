import { and, asc, eq } from 'drizzle-orm';
import { TzurotError } from '../../domain/errors.js';
import { directoryOf, type Directory } from '../../domain/personality/alias.js';
import type { Personality } from '../../domain/personality/personality.js';
import { nameKey } from '../../domain/personality/words.js';
import type { Personalities, PersonalityCounts } from '../../ports/personalities.js';
import type { Database } from './database.js';
import { lore, names, personalities } from './schema.js';

type Row = typeof personalities.$inferSelect;

export function sqlitePersonalities({ sql, orm, read, write }: Database): Personalities {
  const aliasesOf = (id: string): string[] =>
    orm
      .select({ display: names.display })
      .from(names)
      .where(and(eq(names.personalityId, id), eq(names.kind, 'alias')))
      .orderBy(asc(names.folded))
      .all()
      .map(({ display }) => display);

  const readAll = (): Personality[] => {
    const aliases = orm.select().from(names).where(eq(names.kind, 'alias')).orderBy(asc(names.folded)).all();
    const byOwner = Map.groupBy(aliases, ({ personalityId }) => personalityId);
    const rows = orm.select().from(personalities).orderBy(asc(personalities.slug)).all();
    return rows.map(row => whole(row, byOwner.get(row.id)?.map(({ display }) => display) ?? []));
  };

  /* What was read stays true until this connection changes somebody, or another one changes anything. */
  let known: { readonly at: string; readonly all: readonly Personality[]; readonly directory: Directory } | undefined;
  let ownChanges = 0;

  const current = () => {
    const at = `${String(sql.pragma('data_version', { simple: true }))}/${ownChanges}`;
    if (known?.at !== at) {
      const all = readAll();
      known = { at, all, directory: directoryOf(all) };
    }
    return known;
  };

  const change = <T>(work: () => T): Promise<T> =>
    write(() => {
      ownChanges += 1;
      return work();
    });

  const claimNames = ({ id, slug, aliases }: Personality) => {
    orm.delete(names).where(eq(names.personalityId, id)).run();
    const wanted = [
      { display: slug, kind: 'slug' as const },
      ...aliases.map(display => ({ display, kind: 'alias' as const })),
    ];
    for (const { display, kind } of wanted) {
      const folded = nameKey(display);
      const holder = orm.select().from(names).where(eq(names.folded, folded)).get();
      if (holder !== undefined) {
        const by = holder.personalityId === id ? ' by this personality itself' : '';
        throw new TzurotError('conflict', `The name “${display}” is taken${by}.`);
      }
      orm.insert(names).values({ folded, personalityId: id, kind, display }).run();
    }
  };

  const removal = [
    `DELETE FROM messages WHERE speaker_kind = 'person' AND id IN (
       SELECT p.message_id FROM outcomes o JOIN platform_messages p ON p.platform_id = o.trigger_id
       WHERE o.personality_id = :id AND NOT EXISTS (
         SELECT 1 FROM outcomes other WHERE other.trigger_id = o.trigger_id AND other.personality_id <> :id))`,
    'DELETE FROM personalities WHERE id = :id',
  ].map(text => sql.prepare(text));

  const counting = sql.prepare<[{ id: string; user: string | null }], PersonalityCounts>(`
    SELECT
      (SELECT count(*) FROM memories WHERE personality_id = :id AND (:user IS NULL OR user_id = :user)) AS memories,
      (SELECT count(*) FROM messages m WHERE (:user IS NULL OR m.user_id = :user) AND (m.personality_id = :id OR EXISTS (
         SELECT 1 FROM platform_messages p JOIN outcomes o ON o.trigger_id = p.platform_id
         WHERE p.message_id = m.id AND o.personality_id = :id AND m.speaker_kind = 'person'))) AS messages,
      (SELECT count(*) FROM lore WHERE personality_id = :id) AS lore`);

  const assertFree = ({ id, slug }: Personality) => {
    const holder = findBy(personalities.slug, slug);
    if (holder === undefined || holder.id === id) return;
    throw new TzurotError('conflict', `The name “${slug}” is taken.`);
  };

  const findBy = (column: typeof personalities.slug | typeof personalities.id, value: string) => {
    const row = orm.select().from(personalities).where(eq(column, value)).get();
    return row && whole(row, aliasesOf(row.id));
  };

  return {
    all: () => read(() => current().all),
    directory: () => read(() => current().directory),
    find: slug => read(() => findBy(personalities.slug, slug)),
    findById: id => read(() => findBy(personalities.id, id)),

    create: personality =>
      change(() => {
        assertFree(personality);
        orm.insert(personalities).values(columnsOf(personality)).run();
        claimNames(personality);
      }),

    update: (personality, readAt) =>
      change(() => {
        assertFree(personality);
        const now = findBy(personalities.id, personality.id);
        if (readAt !== undefined && now !== undefined && now.updatedAt !== readAt) throw changedMeanwhile(personality);
        const { changes } = orm
          .update(personalities)
          .set(columnsOf(personality))
          .where(eq(personalities.id, personality.id))
          .run();
        if (changes === 0) throw new TzurotError('not_found', `There is no personality “${personality.slug}”.`);
        claimNames(personality);
      }),

    remove: id => change(() => removal.map(statement => statement.run({ id }).changes > 0).at(-1) ?? false),

    lore: id =>
      read(() =>
        orm
          .select()
          .from(lore)
          .where(eq(lore.personalityId, id))
          .orderBy(asc(lore.position), asc(lore.id))
          .all()
          .map(({ position, ...entry }) => ({ ...entry, order: position })),
      ),

    setLore: (id, entries) =>
      write(() => {
        orm.delete(lore).where(eq(lore.personalityId, id)).run();
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

function whole({ birthYear, birthMonth, birthDay, ...row }: Row, aliases: readonly string[]): Personality {
  const birthday =
    birthMonth === null || birthDay === null ? null : { year: birthYear, month: birthMonth, day: birthDay };
  return { ...row, birthday, aliases };
}

const columnsOf = ({ aliases: _, birthday, ...rest }: Personality): Row => ({
  ...rest,
  birthYear: birthday?.year ?? null,
  birthMonth: birthday?.month ?? null,
  birthDay: birthday?.day ?? null,
});
