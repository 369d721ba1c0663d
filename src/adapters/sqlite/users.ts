import { and, asc, eq, ne, sql as text } from 'drizzle-orm';
import { TzurotError } from '../../domain/errors.js';
import type { Account, Persona, User } from '../../domain/user/user.js';
import type { Users } from '../../ports/users.js';
import type { Database } from './database.js';
import { belongingsOf, emptyLog, forgetPerson, nobody } from './forgetting.js';
import { isUniqueViolation } from './failures.js';
import { perDatabase } from './per-database.js';
import { accounts, overrides, personas, users } from './schema.js';
import { visible } from './visible.js';

const columns = { id: users.id, timezone: users.timezone, createdAt: users.createdAt };

const finding = perDatabase(({ orm }) =>
  orm
    .select(columns)
    .from(users)
    .where(eq(users.id, text.placeholder('id')))
    .prepare(),
);

const findingAccounts = perDatabase(({ orm }) =>
  orm
    .select({ platform: accounts.platform, foreignId: accounts.foreignId, name: accounts.name })
    .from(accounts)
    .where(eq(accounts.userId, text.placeholder('userId')))
    .orderBy(asc(accounts.position))
    .prepare(),
);

const findingPersonas = perDatabase(({ orm }) =>
  orm
    .select()
    .from(personas)
    .where(eq(personas.userId, text.placeholder('userId')))
    .orderBy(asc(personas.name))
    .prepare(),
);

const findingOverride = perDatabase(({ orm }) =>
  orm
    .select()
    .from(overrides)
    .where(
      and(
        eq(overrides.userId, text.placeholder('userId')),
        eq(overrides.personalityId, text.placeholder('personalityId')),
      ),
    )
    .prepare(),
);

export function sqliteUsers(db: Database): Users {
  const { orm, read, write } = db;

  const accountsOf = (userId: string): Account[] => findingAccounts(db).all({ userId });

  const find = (id: string): User | undefined => {
    const row = finding(db).get({ id });
    return row && { ...row, accounts: accountsOf(id) };
  };

  const holderOf = ({ platform, foreignId }: Pick<Account, 'platform' | 'foreignId'>) =>
    orm
      .select({ userId: accounts.userId })
      .from(accounts)
      .where(and(eq(accounts.platform, platform), eq(accounts.foreignId, foreignId)))
      .get()?.userId;

  return {
    all: () =>
      read(() =>
        orm
          .select(columns)
          .from(users)
          .where(and(text.raw(visible('users')), ne(users.id, nobody)))
          .orderBy(asc(users.createdAt), asc(users.id))
          .all()
          .map(row => ({ ...row, accounts: accountsOf(row.id) })),
      ),

    find: id => read(() => find(id)),

    findByAccount: account =>
      read(() => {
        const userId = holderOf(account);
        return userId === undefined ? undefined : find(userId);
      }),

    create: ({ accounts: own, ...user }) =>
      write(() => {
        orm.insert(users).values(user).run();
        own.forEach((account, position) => {
          try {
            orm
              .insert(accounts)
              .values({ ...account, userId: user.id, position })
              .run();
          } catch (error) {
            throw isUniqueViolation(error) ? taken(account) : error;
          }
        });
      }),

    link: (userId, account) =>
      write(() => {
        const holder = holderOf(account);
        if (holder !== undefined && holder !== userId) throw taken(account);
        orm
          .insert(accounts)
          .values({ ...account, userId, position: accountsOf(userId).length })
          .onConflictDoUpdate({ target: [accounts.platform, accounts.foreignId], set: { name: account.name } })
          .run();
      }),

    setTimezone: (userId, timezone) =>
      write(() => void orm.update(users).set({ timezone }).where(eq(users.id, userId)).run()),

    personas: userId => read(() => findingPersonas(db).all({ userId })),

    putPersona: (persona: Persona) =>
      write(() => {
        if (persona.isDefault)
          orm.update(personas).set({ isDefault: false }).where(eq(personas.userId, persona.userId)).run();
        orm.insert(personas).values(persona).onConflictDoUpdate({ target: personas.id, set: persona }).run();
      }),

    override: (userId, personalityId) => read(() => findingOverride(db).get({ userId, personalityId })),

    overrides: userId =>
      read(() =>
        orm.select().from(overrides).where(eq(overrides.userId, userId)).orderBy(asc(overrides.personalityId)).all(),
      ),

    putOverride: override =>
      write(
        () =>
          void orm
            .insert(overrides)
            .values(override)
            .onConflictDoUpdate({ target: [overrides.userId, overrides.personalityId], set: override })
            .run(),
      ),

    removePersona: id => write(() => void orm.delete(personas).where(eq(personas.id, id)).run()),

    belongings: userId => read(() => belongingsOf(db, userId)),

    async forget(userId) {
      await write(() => forgetPerson(db, userId));
      emptyLog(db);
    },
  };
}

const taken = ({ platform, foreignId }: Account) =>
  new TzurotError('conflict', `The ${platform} account ${foreignId} belongs to somebody already.`);
