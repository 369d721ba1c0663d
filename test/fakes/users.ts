import { TzurotError } from '../../src/domain/errors.js';
import type { Account, User } from '../../src/domain/user/user.js';
import type { Users } from '../../src/ports/users.js';
import { demand, drop, emptyState, type State } from './state.js';

type Name = Pick<Account, 'platform' | 'foreignId'>;

const same = (one: Name, other: Name) => one.platform === other.platform && one.foreignId === other.foreignId;

export function fakeUsers(state: State = emptyState()): Users {
  const { users, personas, overrides } = state;
  const holderOf = (account: Name) => [...users.values()].find(user => user.accounts.some(own => same(own, account)));
  const change = (userId: string, changed: (user: User) => User) => {
    demand(state, { userId });
    const user = users.get(userId);
    if (user !== undefined) users.set(userId, changed(user));
  };

  return {
    async all() {
      return [...users.values()].toSorted((a, b) => a.createdAt - b.createdAt);
    },
    async find(id) {
      return users.get(id);
    },
    async findByAccount(account) {
      return holderOf(account);
    },
    async create(user) {
      if (user.accounts.some(account => holderOf(account) !== undefined)) throw taken();
      users.set(user.id, user);
    },
    async link(userId, account) {
      const holder = holderOf(account);
      if (holder !== undefined && holder.id !== userId) throw taken();
      change(userId, user => ({
        ...user,
        accounts:
          holder === undefined
            ? [...user.accounts, account]
            : user.accounts.map(own => (same(own, account) ? account : own)),
      }));
    },
    async setTimezone(userId, timezone) {
      change(userId, user => ({ ...user, timezone }));
    },
    async personas(userId) {
      const own = [...personas.values()].filter(persona => persona.userId === userId);
      return own.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    },
    async putPersona(persona) {
      demand(state, persona);
      for (const other of personas.values()) {
        if (persona.isDefault && other.userId === persona.userId)
          personas.set(other.id, { ...other, isDefault: false });
      }
      personas.set(persona.id, persona);
    },
    async removePersona(id) {
      personas.delete(id);
      for (const [key, override] of overrides)
        if (override.personaId === id) overrides.set(key, { ...override, personaId: null });
    },
    async override(userId, personalityId) {
      return overrides.get(`${userId}/${personalityId}`);
    },
    async overrides(userId) {
      const own = [...overrides.values()].filter(override => override.userId === userId);
      return own.toSorted((a, b) => (a.personalityId < b.personalityId ? -1 : 1));
    },
    async putOverride(override) {
      demand(state, override);
      overrides.set(`${override.userId}/${override.personalityId}`, override);
    },
    async belongings(userId) {
      const count = (values: Iterable<{ readonly userId: string }>) =>
        [...values].filter(value => value.userId === userId).length;
      return {
        lines: linesOf(state, userId).length,
        memories: count(state.memories.values()),
        personas: count(personas.values()),
        keys: count(state.sealedKeys.values()),
      };
    },
    async forget(userId) {
      if ([...state.personalities.values()].some(({ ownerId }) => ownerId === userId))
        throw new TzurotError('conflict', 'A personality belongs to this person.');
      for (const id of linesOf(state, userId)) state.lines.delete(id);
      const isTheirs = (value: { readonly userId: string }) => value.userId === userId;
      for (const each of [state.answers, personas, overrides, state.memories, state.traces, state.sealedKeys])
        drop<{ readonly userId: string }>(each, isTheirs);
      drop(state.outbox, ({ parcel }) => isTheirs(parcel));
      drop(state.inbox, ({ accepted }) => isTheirs(accepted));
      drop(state.settings, ({ place }) => isTheirs(place));
      drop(state.llmConfigs, ({ ownerId }) => ownerId === userId);
      for (const [id, row] of state.ledger) if (isTheirs(row)) state.ledger.set(id, { ...row, userId: 'forgotten' });
      users.delete(userId);
    },
  };
}

const taken = () => new TzurotError('conflict', 'This account belongs to somebody already.');

/** What somebody said and was told, by the ids of its lines. */
function linesOf({ answers }: State, userId: string): string[] {
  const own = [...answers.values()].filter(answer => answer.userId === userId);
  return [...new Set(own.flatMap(({ lines }) => lines.map(({ id }) => id)))];
}
