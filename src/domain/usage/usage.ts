import type { Micros } from '../time.js';
import type { NanoUsd } from './money.js';

/** Whose money it was: the person's own key, the operator's, or nobody's because it is free. */
export type Payer = 'own' | 'system' | 'none';

export type Tokens = {
  readonly tokensIn: number;
  readonly tokensOut: number;
  /** Inside tokensIn, never beside it. */
  readonly tokensCached: number;
  readonly tokensReasoning: number;
};

/** What one request to a model turned out to be. */
export type Spent = Tokens & {
  readonly costNanoUsd: NanoUsd;
  /** The provider's own spelling of the cost. Null when it said none. */
  readonly costText: string | null;
  readonly estimated: boolean;
};

/** What is known before a request is sent. */
export type Reservation = {
  readonly id: string;
  readonly userId: string;
  readonly personalityId: string | null;
  readonly provider: string;
  readonly model: string;
  readonly type: 'text';
  readonly payer: Payer;
  readonly reservedNanoUsd: NanoUsd;
  readonly openedAt: Micros;
};

/** One row of the ledger: one request that could be billed. */
export type UsageRow = Reservation & {
  readonly state: 'open' | 'settled' | 'failed' | 'abandoned';
  readonly spent: Spent | null;
  readonly closedAt: Micros | null;
};

export const nothingSpent: Spent = {
  tokensIn: 0,
  tokensOut: 0,
  tokensCached: 0,
  tokensReasoning: 0,
  costNanoUsd: 0,
  costText: null,
  estimated: false,
};
