import { and, asc, eq, sql as text } from 'drizzle-orm';
import { TzurotError } from '../../domain/errors.js';
import type { Personality } from '../../domain/personality/personality.js';
import { nameKey } from '../../domain/personality/words.js';
import type { Database } from './database.js';
import { perDatabase } from './per-database.js';
import { names, personalities } from './schema.js';
import { visible } from './visible.js';

type Row = typeof personalities.$inferSelect;

const findingBy = (column: 'id' | 'slug') =>
  perDatabase(({ orm }) =>
    orm
      .select()
      .from(personalities)
      .where(and(eq(personalities[column], text.placeholder('value')), text.raw(visible('personalities'))))
      .prepare(),
  );

const finding = { id: findingBy('id'), slug: findingBy('slug') } as const;

const findingAliases = perDatabase(({ orm }) =>
  orm
    .select({ display: names.display })
    .from(names)
    .where(and(eq(names.personalityId, text.placeholder('id')), eq(names.kind, 'alias')))
    .orderBy(asc(names.folded))
    .prepare(),
);

/** Who is there under an id or a slug. Must run inside a read or a write. */
export function personalityBy(db: Database, column: 'id' | 'slug', value: string): Personality | undefined {
  const row = finding[column](db).get({ value });
  if (row === undefined) return undefined;
  const aliases = findingAliases(db).all({ id: row.id });
  return wholePersonality(
    row,
    aliases.map(({ display }) => display),
  );
}

/** Adds somebody with their names. Must run inside a write. */
export function insertPersonality(db: Database, personality: Personality): void {
  assertFree(db, personality);
  db.orm.insert(personalities).values(columnsOf(personality)).run();
  claimNames(db, personality);
}

/** Writes every field of somebody who is there. Must run inside a write. */
export function updatePersonality(db: Database, personality: Personality): void {
  assertFree(db, personality);
  db.orm.update(personalities).set(columnsOf(personality)).where(eq(personalities.id, personality.id)).run();
  claimNames(db, personality);
}

function assertFree({ orm }: Database, { id, slug }: Personality): void {
  const holder = orm.select({ id: personalities.id }).from(personalities).where(eq(personalities.slug, slug)).get();
  if (holder === undefined || holder.id === id) return;
  throw new TzurotError('conflict', `The name “${slug}” is taken.`);
}

function claimNames({ orm }: Database, { id, slug, aliases }: Personality): void {
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
}

export function wholePersonality(
  { birthYear, birthMonth, birthDay, batchSeq: _, ...row }: Row,
  aliases: readonly string[],
): Personality {
  const birthday =
    birthMonth === null || birthDay === null ? null : { year: birthYear, month: birthMonth, day: birthDay };
  return { ...row, birthday, aliases };
}

export const columnsOf = ({ aliases: _, birthday, ...rest }: Personality): Omit<Row, 'batchSeq'> => ({
  ...rest,
  birthYear: birthday?.year ?? null,
  birthMonth: birthday?.month ?? null,
  birthDay: birthday?.day ?? null,
});
