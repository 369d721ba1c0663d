import { remedies, type Failure } from './failure.js';

export const attemptMs = 180_000;
export const totalMs = 480_000;
/** Of one model, for one answer. */
const mostAttempts = 3;
const pausesMs = [1000, 2000, 4000] as const;
/** By so much of itself a pause is shorter or longer, so that those who failed together do not come back together. */
const spread = 0.25;
/** Where another model can answer, nobody has to wait longer than this for the first one, nor twice until it is too late. */
const patienceMs = 10_000;

export type Tried = {
  readonly failure: Failure;
  /** How often this model was asked already, this time included. */
  readonly attempts: number;
  /** When the provider said to come back. Null where it did not say. */
  readonly retryAfterMs: number | null;
  /** What is left of the time for all of it. */
  readonly leftMs: number;
  /** Somebody has seen a part of the answer. */
  readonly isShown: boolean;
  readonly hasFallback: boolean;
  /** It had no room left for an answer, and would have none again. */
  readonly isUsedUp: boolean;
};

/** How long to wait before it is tried again. Undefined: it is not. Chance lies between 0 and 1. */
export function pauseAfter(tried: Tried, chance: number): number | undefined {
  const { failure, attempts, retryAfterMs, leftMs, isShown, hasFallback, isUsedUp } = tried;
  const { again, another } = remedies[failure];
  if (isShown || isUsedUp || attempts >= mostAttempts || again === 'never') return undefined;
  if (again === 'when-told' && retryAfterMs === null) return undefined;
  const usualMs = again === 'at-once' ? 0 : usual(attempts, chance);
  const pauseMs = Math.max(usualMs, retryAfterMs ?? 0);
  if (another && hasFallback && (failure === 'timeout' || pauseMs > patienceMs)) return undefined;
  return pauseMs < leftMs ? pauseMs : undefined;
}

const usual = (attempts: number, chance: number): number =>
  Math.round((pausesMs[Math.min(attempts, pausesMs.length) - 1] ?? 0) * (1 + spread * (2 * chance - 1)));
