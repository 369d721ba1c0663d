import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { App } from '../app.js';
import { TzurotError } from '../domain/errors.js';
import { isoOf } from '../domain/time.js';
import { budgetPeriods, budgetScopes, type BudgetOwner, type BudgetScope } from '../domain/usage/budget.js';
import type { BudgetState } from '../domain/usage/budgets/actions.js';
import { microUsd, parseUsd, restAtto, type NanoUsd } from '../domain/usage/money.js';
import { actingFor } from './_personality.js';

export const forWhomArg = Args.string({
  ignoreStdin: true,
  description: 'Whose: a Discord id or local, a personality, the id of a server. Oneself, when left out for a user.',
});

export const scopeFlag = Flags.option({
  options: budgetScopes,
  helpValue: 'user|guild|personality|system',
  description: 'Whose budget. That of a guild, a personality or the system binds the operator’s key alone.',
});

export const periodFlag = Flags.option({
  options: budgetPeriods,
  required: true,
  helpValue: 'day|week|month',
  description: 'How long it is for. It begins anew with each.',
})();

type Named = { readonly for: BudgetScope; readonly id: string | undefined; readonly as: string | undefined };

/** Whose budget is meant. */
export async function budgetOwner(app: App, { for: scope, id, as }: Named): Promise<BudgetOwner> {
  if (scope === 'user') return { scope, subject: (await app.user.whom({ as, user: id })).subject.id };
  if (scope === 'system') {
    if (id === undefined) return { scope, subject: '' };
    throw new TzurotError('invalid', `There is one system only. Leave “${id}” out.`);
  }
  if (id === undefined) {
    throw scope === 'guild'
      ? new TzurotError('invalid', 'Name the server, by its Discord id.')
      : new TzurotError('invalid', 'Name the personality.', { try: 'personality list' });
  }
  if (scope === 'guild') return { scope, subject: parseGuildId(id) };
  return { scope, subject: (await app.personality.find(await actingFor(app, as), id)).id };
}

function parseGuildId(text: string): string {
  if (/^\d{15,20}$/.test(text)) return text;
  throw new TzurotError('invalid', `“${text}” is not the id of a server. Discord’s ids are 15 to 20 digits long.`);
}

/** What may be spent: an amount to the billionth of a dollar, or null for `none`. */
export function parseLimit(text: string): NanoUsd | null {
  if (text === 'none') return null;
  const bare = text.trim().replace(/^\$/, '');
  const limit = parseUsd(bare);
  if (limit !== undefined && limit >= 0 && !bare.startsWith('-') && restAtto(bare, limit) === 0) return limit;
  throw new TzurotError('invalid', `“${text}” is not an amount of dollars, such as 0.50. \`none\` is no limit.`);
}

/** A budget as the command line shows it. */
export const shownBudget = (state: BudgetState) => ({
  for: state.scope,
  id: state.id,
  period: state.period,
  limitMicroUsd: state.limitNanoUsd === null ? null : microUsd(state.limitNanoUsd),
  spentMicroUsd: microUsd(state.settledNanoUsd),
  reservedMicroUsd: microUsd(state.reservedNanoUsd),
  resetsAt: isoOf(state.to),
  isDefault: state.isDefault,
});

/** Whose budget it is, in a sentence. */
export const whoseBudget = ({ scope, id }: Pick<BudgetState, 'scope' | 'id'>): string =>
  id === null ? 'the system' : `${scope === 'guild' ? 'server' : scope} ${id}`;
