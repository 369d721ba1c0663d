import type { Micros } from '../time.js';
import { restAtto, type NanoUsd } from './money.js';

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
  /** What was charged besides to a key that the person left with the provider. Null when there is no such key. */
  readonly upstreamNanoUsd: NanoUsd | null;
  readonly estimated: boolean;
};

export const requestTypes = ['text', 'vision', 'voice', 'image', 'embedding', 'background'] as const;
export type RequestType = (typeof requestTypes)[number];

/** What is known before a request is sent. */
export type Reservation = {
  readonly id: string;
  readonly userId: string;
  readonly personalityId: string | null;
  readonly guildId: string | null;
  readonly provider: string;
  readonly model: string;
  readonly type: RequestType;
  readonly payer: Payer;
  readonly reservedNanoUsd: NanoUsd;
  readonly openedAt: Micros;
  /** The program run that makes the request. Null where that was not written down yet. */
  readonly holder: string | null;
};

/** One row of the ledger: one request that could be billed. */
export type UsageRow = Reservation & {
  /** Cut: the answer broke off, and what it cost is still to be asked. */
  readonly state: 'open' | 'cut' | 'settled' | 'failed' | 'abandoned';
  /** Null while it is open or cut. */
  readonly spent: Spent | null;
  /** Under this the provider can be asked what it cost. */
  readonly generationId: string | null;
  readonly closedAt: Micros | null;
};

export const nothingSpent: Spent = {
  tokensIn: 0,
  tokensOut: 0,
  tokensCached: 0,
  tokensReasoning: 0,
  costNanoUsd: 0,
  costText: null,
  upstreamNanoUsd: null,
  estimated: false,
};

/** What was used where nobody pays. A cost that is named there all the same is nobody's. */
export const unpaid = (spent: Spent): Spent => ({ ...spent, costNanoUsd: 0, costText: null, upstreamNanoUsd: null });

/** What several requests came to, of those of which it is known. */
export const together = (all: readonly Spent[]): Spent =>
  all.length === 1 && all[0] !== undefined ? all[0] : all.reduce(added, nothingSpent);

const added = (one: Spent, other: Spent): Spent => ({
  tokensIn: one.tokensIn + other.tokensIn,
  tokensOut: one.tokensOut + other.tokensOut,
  tokensCached: one.tokensCached + other.tokensCached,
  tokensReasoning: one.tokensReasoning + other.tokensReasoning,
  costNanoUsd: one.costNanoUsd + other.costNanoUsd,
  costText: null,
  upstreamNanoUsd:
    one.upstreamNanoUsd === null && other.upstreamNanoUsd === null
      ? null
      : (one.upstreamNanoUsd ?? 0) + (other.upstreamNanoUsd ?? 0),
  estimated: one.estimated || other.estimated,
});

/** What all of it took: also what was charged elsewhere because of it. */
export const paid = ({ costNanoUsd, upstreamNanoUsd }: Pick<Spent, 'costNanoUsd' | 'upstreamNanoUsd'>): NanoUsd =>
  costNanoUsd + (upstreamNanoUsd ?? 0);

/** What is left of the provider's own spelling once its cost is counted in whole nano-dollars, in billionths of one. */
export const restOf = ({ costNanoUsd, costText }: Pick<Spent, 'costNanoUsd' | 'costText'>): number =>
  costText === null ? 0 : restAtto(costText, costNanoUsd);

export const groupings = ['user', 'personality', 'model', 'provider', 'type'] as const;
/** By what requests are added up. */
export type Grouping = (typeof groupings)[number];

/** What many requests come to. */
export type Sum = Tokens & {
  /** How many there were, those that are still under way included. */
  readonly requests: number;
  /** What was paid in all, elsewhere too. Added up before it was rounded. */
  readonly costNanoUsd: NanoUsd;
  /** Whether any of it is an estimate. */
  readonly estimated: boolean;
};

/** The key is an id, or the name of a model, provider or type. Empty where a request belonged to no personality. */
export type GroupSum = Sum & { readonly key: string };

/** What requests come to by group, and in all. */
export type Sums = { readonly total: Sum; readonly groups: readonly GroupSum[] };

/** The dearest first, then those with the most requests, then by key. */
export const dearestFirst = (a: GroupSum, b: GroupSum): number =>
  b.costNanoUsd - a.costNanoUsd || b.requests - a.requests || (a.key < b.key ? -1 : 1);
