import type { Draft } from '../../../ports/llm.js';
import { modelOf } from '../../catalogue/actions.js';
import { TzurotError } from '../../errors.js';
import { abilitiesAt } from '../../params/fit/abilities.js';
import type { Micros } from '../../time.js';
import type { Ask, Wish } from '../ask.js';
import type { Attempt } from '../attempt.js';
import { attempt, leftMs, type Answered, type AttemptPorts, type Failed, type Watcher } from '../attempting/actions.js';
import { mayHandOver, type Failure } from '../failure.js';
import { pauseAfter } from '../retry.js';
import { otherwise } from '../sampling.js';
import { likenessOf, type Verdict } from '../verdict.js';
import { explained } from '../explained.js';

/** One answer being asked for, whatever it takes. */
export type Run = {
  readonly signal: AbortSignal | undefined;
  /** When all of it has to be over, by the clock that never goes back. */
  readonly until: Micros;
  /** What was tried, in order. Grows. */
  readonly attempts: Attempt[];
  /** Somebody who watches, anew for each attempt. */
  readonly watch: (() => Watcher) | undefined;
  readonly judge: ((draft: Draft) => Verdict) | undefined;
  /** How often another answer is asked for when one is not good. */
  readonly retries: number;
  readonly hasFallback: boolean;
};

export type GaveUp = {
  readonly kind: 'gave-up';
  readonly failure: Failure;
  /** In words for the person, and those for the operator. */
  readonly error: TzurotError;
  readonly operator: string;
  readonly mayHandOver: boolean;
};

type Judged = Answered & { readonly verdict: Verdict };

/** What one model answers. Throws what no other attempt and no other model would change. */
export async function answerOf(ports: AttemptPorts, ask: Ask, wish: Wish, run: Run): Promise<Answered | GaveUp> {
  const first = await untilAnswered(ports, ask, wish, run, { count: 1, since: ports.clock.monotonic() });
  if (first.kind === 'gave-up') return first;
  return bestOf(await withBetter(ports, ask, wish, run, [first]));
}

type Try = { readonly count: number; readonly since: Micros };

async function untilAnswered(
  ports: AttemptPorts,
  ask: Ask,
  wish: Wish,
  run: Run,
  { count, since }: Try,
): Promise<Judged | GaveUp> {
  const watcher = run.watch?.();
  const made = await attempt(ports, ask, wish, { ...run, since, watcher });
  const isShown = watcher?.hasShown() === true;
  const result = judged(made, isShown ? undefined : run.judge);
  run.attempts.push(result.attempt);
  if (result.kind === 'answered') return result;

  const failedAt = ports.clock.monotonic();
  const isUsedUp = result.error.facts?.['usedUp'] === true;
  const tried = { ...result, ...run, attempts: count, isShown, isUsedUp, retryAfterMs: retryAfterOf(result.error) };
  const pauseMs = pauseAfter({ ...tried, leftMs: leftMs(ports, run.until) }, chanceFrom(ports));
  if (pauseMs === undefined) return gaveUp(result, wish, count, isShown);
  await ports.clock.sleep(pauseMs, run.signal);
  return untilAnswered(ports, ask, wish, run, { count: count + 1, since: failedAt });
}

/** An answer that says nothing is none. One that somebody has seen is taken as it is. */
function judged(result: Answered | Failed, judge: Run['judge']): Judged | Failed {
  if (result.kind === 'failed') return result;
  const { text, calls, pictures } = result.draft;
  const saysMore = calls.length > 0 || pictures.length > 0;
  if (saysMore) return { ...result, verdict: 'good' };
  const verdict = text.trim() === '' ? 'empty' : (judge?.(result.draft) ?? 'good');
  return verdict === 'empty' ? emptied(result) : { ...result, verdict };
}

/** What there was of an answer of which nothing was left. Told when asked for, so that it stands in no log and no document. */
export type Wrote = Pick<Draft, 'text' | 'reasoning'>;

const emptied = ({ attempt: made, payer, draft }: Answered): Failed => ({
  kind: 'failed',
  failure: 'empty',
  error: new TzurotError('unavailable', 'An empty answer came.', {
    facts: {
      failure: 'empty' satisfies Failure,
      wrote: (): Wrote => ({ text: draft.text, reasoning: draft.reasoning }),
      ...(draft.finish === 'length' && { usedUp: true }),
    },
  }),
  payer,
  attempt: { ...made, outcome: 'empty' },
});

const gaveUp = ({ failure, error, payer }: Failed, { model }: Wish, attempts: number, isShown: boolean): GaveUp => ({
  kind: 'gave-up',
  failure,
  ...explained(failure, error, { model, payer, attempts }),
  mayHandOver: !isShown && mayHandOver(failure, error.facts ?? {}),
});

/** While the latest is not good, another one is asked for with other parameters, which may well not come. */
async function withBetter(
  ports: AttemptPorts,
  ask: Ask,
  wish: Wish,
  run: Run,
  found: readonly [Judged, ...Judged[]],
): Promise<readonly [Judged, ...Judged[]]> {
  const isGood = found.at(-1)?.verdict === 'good';
  if (isGood || found.length > run.retries) return found;
  const changed = { ...wish, params: await changedFor(ports, wish) };
  const next = await onceMore(ports, ask, changed, run);
  return next === undefined ? found : withBetter(ports, ask, changed, run, [...found, next]);
}

/** Nothing is lost where that fails: there is an answer already. */
async function onceMore(ports: AttemptPorts, ask: Ask, wish: Wish, run: Run): Promise<Judged | undefined> {
  try {
    const since = ports.clock.monotonic();
    const result = judged(await attempt(ports, ask, wish, { ...run, since, watcher: undefined }), run.judge);
    run.attempts.push(result.attempt);
    return result.kind === 'answered' ? result : undefined;
  } catch (error) {
    if (run.signal?.aborted === true || !(error instanceof TzurotError)) throw error;
    return undefined;
  }
}

async function changedFor(ports: AttemptPorts, { model, params }: Wish): Promise<Wish['params']> {
  const listed = await modelOf(ports, model.host, model.id);
  return otherwise(params, seedFrom(ports), { id: model.id, able: abilitiesAt(model.host, model.id, listed) });
}

/** The one that is least like what was said before. */
const bestOf = (found: readonly [Judged, ...Judged[]]): Answered =>
  found.reduce((a, b) => (likenessOf(b.verdict) < likenessOf(a.verdict) ? b : a));

function retryAfterOf({ facts }: TzurotError): number | null {
  const ms = facts?.['retryAfterMs'];
  return typeof ms === 'number' && ms >= 0 ? ms : null;
}

const numberFrom = ({ entropy }: Pick<AttemptPorts, 'entropy'>): number => {
  const bytes = entropy.bytes(4);
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
};

const chanceFrom = (ports: Pick<AttemptPorts, 'entropy'>): number => numberFrom(ports) / 2 ** 32;

/** Within what every provider takes for a whole number. */
const seedFrom = (ports: Pick<AttemptPorts, 'entropy'>): number => numberFrom(ports) >>> 1;
