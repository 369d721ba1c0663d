import type { Budgets } from '../../../ports/budgets.js';
import type { Clock } from '../../../ports/clock.js';
import type { Ledger } from '../../../ports/ledger.js';
import type { Personalities } from '../../../ports/personalities.js';
import type { Users } from '../../../ports/users.js';
import { TzurotError } from '../../errors.js';
import type { Actor } from '../../personality/actions.js';
import type { OperatorSettings } from '../../settings/actions.js';
import { handleOf, type User } from '../../user/user.js';
import { budgetScopes, type Budget, type BudgetOwner, type BudgetPeriod, type Cap, type Counted } from '../budget.js';
import { periodAt } from '../period.js';
import type { Reservation } from '../usage.js';
import { zoneFor } from '../zone.js';
import { byPeriod, capsAt, defaultFor, isDefault, system, withDefaults } from './caps.js';

export type BudgetPorts = {
  readonly budgets: Budgets;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly users: Users;
  readonly personalities: Personalities;
  readonly operatorSettings: OperatorSettings;
};

/** A budget with what counts against it now. */
export type BudgetState = Counted & {
  /** What people call its owner by: a Discord id, a slug, the id of a guild. Null for the system. */
  readonly id: string | null;
  readonly timezone: string;
  readonly isDefault: boolean;
};

/**
 * What a request has to fit: the person’s own budgets whoever’s key pays, and, where that is the operator’s, those of
 * the guild, the personality and the key itself. Nothing where nobody pays.
 */
export async function budgetsFor(
  ports: BudgetPorts,
  { payer, guildId, personalityId }: Pick<Reservation, 'payer' | 'guildId' | 'personalityId'>,
  user: Pick<User, 'id' | 'timezone'>,
): Promise<Cap[]> {
  if (payer === 'none') return [];
  const own: BudgetOwner = { scope: 'user', subject: user.id };
  const owners = payer === 'own' ? [own] : [own, ...ownersOf({ guildId, personalityId }), system];
  const set = await ports.budgets.list(owners);
  const all = payer === 'own' ? set : withDefaults(set);
  return capsAt(all, ports.clock.now(), ({ scope }) =>
    zoneFor(ports.operatorSettings, scope === 'user' ? user : null),
  ).toSorted((a, b) => budgetScopes.indexOf(a.scope) - budgetScopes.indexOf(b.scope) || byPeriod(a, b));
}

const ownersOf = ({ guildId, personalityId }: Pick<Reservation, 'guildId' | 'personalityId'>): BudgetOwner[] => [
  ...(guildId === null ? [] : [{ scope: 'guild', subject: guildId } as const]),
  ...(personalityId === null ? [] : [{ scope: 'personality', subject: personalityId } as const]),
];

/** Sets a budget. One’s own anybody may set; all others are the owner’s. */
export async function setBudget(ports: BudgetPorts, actor: Actor, budget: Budget): Promise<BudgetState> {
  assertMaySet(actor, budget);
  await ports.budgets.put(budget, ports.clock.now());
  return stateOf(ports, budget);
}

/** Takes a budget away. Says whose it was, and which default holds instead, if there is one. */
export async function removeBudget(
  ports: BudgetPorts,
  actor: Actor,
  owner: BudgetOwner,
  period: BudgetPeriod,
): Promise<{ readonly id: string | null; readonly fallback: Budget | undefined }> {
  assertMaySet(actor, owner);
  if (!(await ports.budgets.remove(owner, period))) {
    throw new TzurotError('not_found', `There is no such budget for a ${period} that somebody has set.`, {
      try: 'usage budget list',
    });
  }
  return { id: await idOf(ports, owner), fallback: defaultFor(owner, period) };
}

/** The budgets of one owner, or everything that this person may see: for the owner of the home that is all. */
export async function listBudgets(
  ports: BudgetPorts,
  actor: Actor,
  owner: BudgetOwner | undefined,
): Promise<BudgetState[]> {
  if (owner !== undefined) assertMaySet(actor, owner);
  const seen = owner ?? (actor.isOwner ? undefined : ({ scope: 'user', subject: actor.userId } as const));
  const set = await ports.budgets.list(seen === undefined ? undefined : [seen]);
  const all = seen === undefined || seen.scope === 'system' ? withDefaults(set) : set;
  const states = await Promise.all(all.map(budget => stateOf(ports, budget)));
  return states.toSorted(inOrder);
}

const inOrder = (a: BudgetState, b: BudgetState): number =>
  budgetScopes.indexOf(a.scope) - budgetScopes.indexOf(b.scope) ||
  Number((a.id ?? '') > (b.id ?? '')) - Number((a.id ?? '') < (b.id ?? '')) ||
  byPeriod(a, b);

async function stateOf(ports: BudgetPorts, budget: Budget): Promise<BudgetState> {
  const user = budget.scope === 'user' ? await ports.users.find(budget.subject) : undefined;
  const timezone = zoneFor(ports.operatorSettings, user);
  const cap: Cap = { ...budget, limitNanoUsd: 0, ...periodAt(ports.clock.now(), budget.period, timezone) };
  const [standing] = await ports.ledger.standings([cap]);
  const counted = standing ?? { ...cap, settledNanoUsd: 0, reservedNanoUsd: 0 };
  const id = await idOf(ports, budget);
  return { ...counted, limitNanoUsd: budget.limitNanoUsd, id, timezone, isDefault: isDefault(budget) };
}

async function idOf({ users, personalities }: BudgetPorts, { scope, subject }: BudgetOwner): Promise<string | null> {
  if (scope === 'system') return null;
  if (scope === 'guild') return subject;
  if (scope === 'personality') return (await personalities.findById(subject))?.slug ?? subject;
  const user = await users.find(subject);
  return user === undefined ? subject : handleOf(user);
}

function assertMaySet({ userId, isOwner }: Actor, { scope, subject }: BudgetOwner): void {
  if (isOwner || (scope === 'user' && subject === userId)) return;
  throw new TzurotError('denied', 'Only the owner of this home looks after budgets other than one’s own.');
}
