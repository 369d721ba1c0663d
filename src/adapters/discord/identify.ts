import { microsPerDay, microsPerMs, type Micros } from '../../domain/time.js';

/**
 * How often one shard may introduce itself. Discord takes the token away from whoever does it a thousand times a day; one
 * whose connection flaps is to stay below `perDay` however long that lasts.
 */
export type IdentifyLimits = {
  /** Between two shards that Discord counts together. */
  readonly apartMs: number;
  readonly firstPauseMs: number;
  readonly growth: number;
  readonly longestPauseMs: number;
  /** A session that held so long makes good for one that did not. */
  readonly calmMs: number;
  readonly perDay: number;
};

export const identifyLimits: IdentifyLimits = {
  apartMs: 5000,
  firstPauseMs: 5000,
  growth: 3,
  longestPauseMs: 2 * 3_600_000,
  calmMs: 2 * 3_600_000,
  perDay: 20,
};

/** The last times that a shard introduced itself, and how many of them in a row came to nothing. */
export type Identifies = { readonly at: readonly Micros[]; readonly streak: number };

export const neverIdentified: Identifies = { at: [], streak: 0 };

/** The moment from which a shard that needs a new session since `lostAt` may have one. */
export function identifyAt(past: Identifies, lostAt: Micros, limits: IdentifyLimits): Micros {
  const last = past.at.at(-1);
  if (last === undefined) return lostAt;
  const streak = streakAt(past, lostAt, limits);
  const pauseMs =
    streak === 0 ? 0 : Math.min(limits.firstPauseMs * limits.growth ** (streak - 1), limits.longestPauseMs);
  const dayAgo = past.at.at(-limits.perDay);
  return Math.max(lostAt, last + pauseMs * microsPerMs, dayAgo === undefined ? lostAt : dayAgo + microsPerDay);
}

/** The same with one more, which was needed since `lostAt`. */
export const identified = (past: Identifies, lostAt: Micros, at: Micros, limits: IdentifyLimits): Identifies => ({
  at: [...past.at, at].slice(-limits.perDay),
  streak: streakAt(past, lostAt, limits) + 1,
});

function streakAt({ at, streak }: Identifies, lostAt: Micros, { calmMs }: IdentifyLimits): number {
  const held = lostAt - (at.at(-1) ?? lostAt);
  return Math.max(0, streak - Math.floor(held / (calmMs * microsPerMs)));
}
