import type { Draft } from '../../ports/llm.js';
import type { Together } from '../around.js';
import { TzurotError } from '../errors.js';
import { microsPerMs } from '../time.js';
import { settleOpen } from '../usage/settle/actions.js';
import type { Payer } from '../usage/usage.js';
import { lentFor, payerFor } from '../wallet/billing/actions.js';
import type { Ask, Wish } from './ask.js';
import type { Attempt } from './attempt.js';
import { leftMs, type Answered, type AttemptPorts, type Watcher } from './attempting/actions.js';
import { withAttempts } from './explained.js';
import { isFailure, type Failure } from './failure.js';
import { totalMs } from './retry.js';
import { answerOf, type GaveUp, type Run } from './trying/actions.js';
import type { Verdict } from './verdict.js';

export type { Watcher } from './attempting/actions.js';

export type CallingPorts = AttemptPorts & { readonly calls: Together<Called> };

/** What came of asking a model. */
export type Called = {
  readonly draft: Draft;
  readonly payer: Payer;
  /** All that was tried, in order, also what failed. */
  readonly attempts: readonly Attempt[];
  /** Set where the fallback answered: in place of which model, and why. */
  readonly insteadOf: { readonly model: string; readonly because: Failure } | null;
};

export type CallOptions = {
  readonly signal?: AbortSignal | undefined;
  /** Somebody who sees the answer come, anew for each attempt. What they have seen is neither judged nor tried again. */
  readonly watch?: (() => Watcher) | undefined;
  /** What is thought of an answer that nobody has seen. */
  readonly judge?: ((draft: Draft) => Verdict) | undefined;
  /** How often another one is asked for, and paid, when one is not good. */
  readonly retries?: number;
  /** How long all of it may take, where that is less than usual. */
  readonly ms?: number;
};

/**
 * Asks a model, for whatever purpose: waits for its turn, tries again where that helps, and in the end asks the fallback
 * once. Throws a TzurotError in words for whoever asked, whose facts tell the `operator` and say what was tried.
 */
export async function call(ports: CallingPorts, ask: Ask, options: CallOptions = {}): Promise<Called> {
  if (ask.sameAs === undefined) return called(ports, ask, options);
  const key = JSON.stringify([ask.user.id, ask.sameAs]);
  return ports.calls(key, options.signal, signal => called(ports, ask, { ...options, signal }));
}

async function called(ports: CallingPorts, ask: Ask, options: CallOptions): Promise<Called> {
  const { signal, watch, judge, retries = 0, ms = totalMs } = options;
  const until = ports.clock.monotonic() + Math.min(ms, totalMs) * microsPerMs;
  const run: Run = { signal, watch, judge, retries, until, attempts: [], hasFallback: await canFallBack(ports, ask) };
  try {
    const made = await withFallback(ports, ask, run);
    if (run.attempts.some(({ outcome }) => isFailure(outcome))) settleAside(ports);
    return made;
  } catch (error) {
    settleAside(ports);
    const isTheirs = !(error instanceof TzurotError) || signal?.aborted === true || run.attempts.length === 0;
    throw isTheirs ? error : withAttempts(error, run.attempts);
  }
}

/** Where nobody pays for it, there is none. */
const canFallBack = async (ports: CallingPorts, { fallback, wish, identity }: Ask): Promise<boolean> =>
  fallback !== null &&
  (fallback.model.id !== wish.model.id || fallback.model.host !== wish.model.host) &&
  (await payerFor(ports, identity, fallback.model)) !== undefined;

/** When the fallback has no answer either, it is told why the first one had none. */
async function withFallback(ports: CallingPorts, ask: Ask, run: Run): Promise<Called> {
  const first = await notedFrom(ports, ask, ask.wish, run);
  if (first.kind === 'answered') return { ...keptOf(first, run), insteadOf: null };
  const mayHandOver = run.hasFallback && first.mayHandOver && leftMs(ports, run.until) > 0;
  if (ask.fallback === null || !mayHandOver) throw first.error;
  const second = await stoodIn(ports, ask, ask.fallback, { ...run, hasFallback: false });
  if (second?.kind !== 'answered') throw first.error;
  const insteadOf = { model: ask.wish.model.id, because: first.failure };
  return { ...keptOf(second, run), insteadOf };
}

/** The answer that is kept. Others that came beside it were too alike to what was said before. */
const keptOf = ({ draft, payer, attempt: kept }: Answered, { attempts }: Run): Omit<Called, 'insteadOf'> => ({
  draft,
  payer,
  attempts: attempts.map(each =>
    each.outcome === 'answered' && each !== kept ? { ...each, outcome: 'too-alike' } : each,
  ),
});

/** What a model answers. The operator can read it when it does not, also where another one then does. */
async function notedFrom(ports: CallingPorts, ask: Ask, wish: Wish, run: Run): Promise<Answered | GaveUp> {
  const result = await answerOf(ports, ask, wish, run);
  if (result.kind === 'gave-up') ports.log.warn(result.operator, { failure: result.failure });
  return result;
}

/** What the fallback answers. Undefined where it may not be asked: it does not fit a budget, or has no time left. */
async function stoodIn(ports: CallingPorts, ask: Ask, wish: Wish, run: Run): Promise<Answered | GaveUp | undefined> {
  try {
    return await notedFrom(ports, ask, wish, run);
  } catch (error) {
    if (run.signal?.aborted === true || !(error instanceof TzurotError)) throw error;
    return undefined;
  }
}

const settleAside = (ports: CallingPorts): void =>
  ports.aside('Asking what a broken answer cost', ending => settleOpen(ports, row => lentFor(ports, row), ending));
