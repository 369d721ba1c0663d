import type { Micros } from '../time.js';
import type { Answerer, RouteStep } from '../turn/route.js';
import type { Said } from './said.js';

/** A message that somebody is to answer. Who that is was decided once, when it came. */
export type Accepted = {
  readonly said: Said;
  /** The person behind it, by our own id. */
  readonly userId: string;
  /** The message as its writer sent it, where a proxy bot posted a copy of it. */
  readonly originalId: string | null;
  readonly answerers: readonly Answerer[];
  readonly steps: readonly RouteStep[];
  readonly acceptedAt: Micros;
};

/** What became of a message and one personality that was to answer it, where that is no answer. */
export const unansweredOutcomes = ['failed', 'merged', 'limited', 'too-old', 'fused', 'ignored'] as const;
export type Unanswered = (typeof unansweredOutcomes)[number];
