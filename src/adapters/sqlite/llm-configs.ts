import { and, asc, eq, isNull, or, sql, type SQL } from 'drizzle-orm';
import { TzurotError } from '../../domain/errors.js';
import type { LlmConfig } from '../../domain/llm-config/llm-config.js';
import { nameKey } from '../../domain/personality/words.js';
import type { ConfigUses, LlmConfigs } from '../../ports/llm-configs.js';
import type { Database } from './database.js';
import { isUniqueViolation } from './failures.js';
import { perDatabase } from './per-database.js';
import { llmConfigs, settings } from './schema.js';

type Choice = { readonly userId: string; readonly personalityId: string | null; readonly name: string };

/* Of nobody, only everybody’s: to equal NULL is never true. */
const findingSeen = perDatabase(({ orm }) =>
  orm
    .select(columns)
    .from(llmConfigs)
    .where(or(isNull(llmConfigs.ownerId), eq(llmConfigs.ownerId, sql.placeholder('userId'))))
    .orderBy(asc(llmConfigs.folded), asc(isNull(llmConfigs.ownerId)))
    .prepare(),
);

export function sqliteLlmConfigs(db: Database): LlmConfigs {
  const { orm, read, write } = db;
  const find = (id: string) => orm.select(columns).from(llmConfigs).where(eq(llmConfigs.id, id)).get();

  const choices = (whose: SQL | undefined): Choice[] =>
    orm
      .select()
      .from(settings)
      .where(and(eq(settings.key, 'llm.config'), eq(settings.state, 'value'), whose))
      .all()
      .map(({ userId, personalityId, value }) => ({ userId, personalityId, name: String(JSON.parse(value ?? '""')) }));

  /* Of a name that is everybody’s, the choices of those who have one of their own are not meant. */
  const choicesOf = ({ ownerId, name }: LlmConfig): Choice[] => {
    const folded = nameKey(name);
    const own = orm.select({ ownerId: llmConfigs.ownerId }).from(llmConfigs).where(eq(llmConfigs.folded, folded)).all();
    const hidden = new Set(ownerId === null ? own.map(row => row.ownerId) : []);
    return choices(ownerId === null ? undefined : eq(settings.userId, ownerId)).filter(
      choice => nameKey(choice.name) === folded && !hidden.has(choice.userId),
    );
  };

  const forget = ({ userId, personalityId }: Choice) =>
    orm
      .delete(settings)
      .where(
        and(
          eq(settings.key, 'llm.config'),
          eq(settings.userId, userId),
          personalityId === null ? isNull(settings.personalityId) : eq(settings.personalityId, personalityId),
        ),
      )
      .run();

  return {
    seenBy: userId => read(() => findingSeen(db).all({ userId })),

    create: config =>
      write(() => {
        try {
          orm.insert(llmConfigs).values(rowOf(config)).run();
        } catch (error) {
          throw isUniqueViolation(error) ? taken(config) : error;
        }
      }),

    update: (config, readAt) =>
      write(() => {
        const before = find(config.id);
        if (before === undefined) throw new TzurotError('not_found', `There is no config “${config.name}” any more.`);
        if (before.updatedAt !== readAt)
          throw new TzurotError('conflict', `“${config.name}” was changed meanwhile. Look at it, and try again.`);
        orm.update(llmConfigs).set(rowOf(config)).where(eq(llmConfigs.id, config.id)).run();
      }),

    usesOf: id =>
      read(() => {
        const config = find(id);
        return counted(config === undefined ? [] : choicesOf(config));
      }),

    remove: id =>
      write(() => {
        const config = find(id);
        if (config === undefined) return undefined;
        const chosen = choicesOf(config);
        for (const choice of chosen) forget(choice);
        orm.delete(llmConfigs).where(eq(llmConfigs.id, id)).run();
        return counted(chosen);
      }),
  };
}

const columns = {
  id: llmConfigs.id,
  ownerId: llmConfigs.ownerId,
  name: llmConfigs.name,
  provider: llmConfigs.provider,
  model: llmConfigs.model,
  fallbackModel: llmConfigs.fallbackModel,
  params: llmConfigs.params,
  createdAt: llmConfigs.createdAt,
  updatedAt: llmConfigs.updatedAt,
};

const rowOf = (config: LlmConfig) => ({ ...config, folded: nameKey(config.name) });

const counted = (choices: readonly Choice[]): ConfigUses => ({
  everywhere: choices.filter(({ personalityId }) => personalityId === null).length,
  withPersonality: choices.filter(({ personalityId }) => personalityId !== null).length,
});

const taken = ({ name, ownerId }: LlmConfig) =>
  new TzurotError(
    'conflict',
    `There is ${ownerId === null ? 'a config for everybody' : 'a config of yours'} called “${name}” already.`,
    {
      try: 'llm-config list',
    },
  );
