import type { Micros } from '../time.js';
import type { NanoUsd } from './money.js';

export const budgetScopes = ['user', 'guild', 'personality', 'system'] as const;
/** Whose spending a budget holds. Those of a guild, a personality and the system bind the operator's key alone. */
export type BudgetScope = (typeof budgetScopes)[number];

export const budgetPeriods = ['day', 'week', 'month'] as const;
export type BudgetPeriod = (typeof budgetPeriods)[number];

export type BudgetOwner = {
  readonly scope: BudgetScope;
  /** The id of the person, guild or personality; empty for the system. */
  readonly subject: string;
};

/** How much may be spent in a calendar period. */
export type Budget = BudgetOwner & {
  readonly period: BudgetPeriod;
  /** Null: there is none, where otherwise a default would hold. */
  readonly limitNanoUsd: NanoUsd | null;
};

/** A budget at a certain moment: what may be spent from `from` on. */
export type Cap = Budget & { readonly limitNanoUsd: NanoUsd; readonly from: Micros; readonly to: Micros };

/** A budget at a certain moment, with what counts against it already. */
export type Standing = Cap & {
  readonly settledNanoUsd: NanoUsd;
  /** What requests under way may still cost. */
  readonly reservedNanoUsd: NanoUsd;
};

/** The same also where there is no limit. */
export type Counted = Budget & Omit<Standing, 'limitNanoUsd'>;

/** Whether something that costs so much at most may begin. */
export const holds = ({ limitNanoUsd, settledNanoUsd, reservedNanoUsd }: Standing, worstCase: NanoUsd): boolean =>
  settledNanoUsd + reservedNanoUsd + worstCase <= limitNanoUsd;

/** What may still be spent. Never less than nothing. */
export const leftOf = ({ limitNanoUsd, settledNanoUsd, reservedNanoUsd }: Standing): NanoUsd =>
  Math.max(0, limitNanoUsd - settledNanoUsd - reservedNanoUsd);
