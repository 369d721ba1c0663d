import { REST, RateLimitError, RequestMethod, makeURLSearchParams } from 'discord.js';
import { seats, within } from '../../../../domain/around.js';
import type { Micros } from '../../../../domain/time.js';
import { microsPerMs } from '../../../../domain/time.js';
import type { Secret } from '../../../../domain/wallet/secret.js';
import type { Clock } from '../../../../ports/clock.js';
import type { Call } from './call.js';
import { fuse } from './fuse.js';
import { looking, type Known } from './looking.js';
import type { Limited, Outcome } from './outcome.js';
import { pauses } from './pauses.js';

export type Calls = {
  /** Asks once. Only what certainly was not taken up, because it was too much at once, is asked again. */
  ask(call: Call): Promise<Outcome>;
  /** Asks up to three times, for what does no more when it is done twice. */
  insist(call: Call): Promise<Outcome>;
  /** How far Discord's clock is behind ours, as it said last: not above zero. */
  behind(): Micros;
  close(): void;
};

export type CallsTo = {
  /** Without the version, as `https://discord.com/api`. */
  readonly apiUrl: string;
  readonly token: Secret;
  readonly clock: Clock;
  /** Discord allows 50. */
  readonly requestsPerSecond?: number;
  /** From the first byte sent to the last one received. */
  readonly deadlineMs?: number;
};

/** More would not be quicker: Discord takes 50 a second. But it would be refused all at once when a storm begins. */
const mostAtOnce = 10;
const defaultPatienceMs = 30_000;
/** The cause of everything that is refused because of who asks. */
const botToken = 'the token of the bot';
const againAfterMs = [1000, 2000];

/**
 * Requests to Discord. discord.js spells them and knows from their headers when it becomes too much; it asks nothing
 * again by itself. What it throws never gets any further.
 */
export function callsTo({ apiUrl, token, clock, requestsPerSecond = 50, deadlineMs = 15_000 }: CallsTo): Calls {
  const known: Known = new WeakMap();
  let behind: Micros = 0;
  /** It says whole seconds. */
  const dated = (date: string) => {
    const theirs = Date.parse(date);
    if (Number.isFinite(theirs)) behind = Math.min(0, (theirs + 1000) * microsPerMs - clock.now());
  };
  const rest = new REST({
    api: apiUrl,
    version: '10',
    retries: 0,
    globalRequestsPerSecond: requestsPerSecond,
    rejectOnRateLimit: () => true,
    // Ours comes first, by our own clock.
    timeout: 2 * deadlineMs,
    makeRequest: looking(known, dated),
  }).setToken(token.reveal());
  const resting = pauses(clock);
  const refusing = fuse(clock);
  let probing: Promise<unknown> | undefined;

  const send = async (call: Call, signal: AbortSignal): Promise<Outcome | Limited | Early> => {
    let response: Awaited<ReturnType<REST['queueRequest']>>;
    try {
      response = await rest.queueRequest({ ...requestOf(call), signal });
    } catch (error) {
      if (error instanceof RateLimitError) return { kind: 'early', afterMs: Math.max(1, error.timeToReset) };
      const what = typeof error === 'object' && error !== null ? known.get(error) : undefined;
      return what ?? { kind: 'unsent', why: 'the request never left', afterMs: null };
    }
    try {
      const text = await response.text();
      return { kind: 'answered', body: text === '' ? undefined : JSON.parse(text) };
    } catch {
      return { kind: 'unclear', why: 'what Discord answered could not be read' };
    }
  };

  const seated = seats(mostAtOnce);
  const sendInTime = (call: Call) =>
    within(clock, { ms: deadlineMs, late: () => new Error('Discord took too long') }, signal => send(call, signal));

  /** One at a time while nothing goes through: whoever comes waits to see what becomes of it. */
  const sendInStorm = async (call: Call) => {
    const sending = sendInTime(call);
    probing = sending;
    try {
      return await sending;
    } finally {
      probing = undefined;
    }
  };

  /** What held while it waited for a seat may hold no longer. */
  const attempt = async (call: Call): Promise<Outcome | Early> => {
    const restMs = resting.restMs(call.cause);
    if (restMs > 0) return { kind: 'early', afterMs: restMs };
    if (resting.isStorm() && probing !== undefined) return { kind: 'early', afterMs: 0 };
    const askedAt = clock.monotonic();
    const outcome = resting.isStorm() ? await sendInStorm(call) : await sendInTime(call);
    if (outcome.kind !== 'limited') return outcome;
    resting.limited(call.cause, outcome, askedAt);
    return { kind: 'early', afterMs: resting.restMs(call.cause) };
  };

  const ask = async (call: Call): Promise<Outcome> => {
    const patience: Micros = (call.patienceMs ?? defaultPatienceMs) * microsPerMs;
    const end = clock.monotonic() + patience;
    for (;;) {
      const blownMs = Math.max(refusing.restMs(call.cause), call.isByWebhook === true ? 0 : refusing.restMs(botToken));
      if (blownMs > 0) return { kind: 'unsent', why: 'Discord refused it too often', afterMs: blownMs };
      await probing?.catch(() => {});
      const outcome = await seated(() => attempt(call));
      if (outcome.kind === 'early') {
        if (clock.monotonic() + outcome.afterMs * microsPerMs > end) return tooMuch(outcome.afterMs);
        if (outcome.afterMs > 0) await clock.sleep(outcome.afterMs);
        continue;
      }
      if (outcome.kind === 'answered' || outcome.kind === 'refused') resting.went(call.cause);
      refusing.note(call.cause, outcome);
      if (call.isByWebhook !== true && isAboutToken(outcome)) refusing.note(botToken, outcome);
      return outcome;
    }
  };

  return {
    ask,
    async insist(call) {
      let outcome = await ask(call);
      for (const pauseMs of againAfterMs) {
        if (outcome.kind === 'answered' || outcome.kind === 'refused') return outcome;
        if (outcome.kind === 'unsent' && outcome.afterMs !== null) return outcome;
        await clock.sleep(pauseMs);
        outcome = await ask(call);
      }
      return outcome;
    },
    behind: () => behind,
    close() {
      rest.clearHashSweeper();
      rest.clearHandlerSweeper();
    },
  };
}

const isAboutToken = (outcome: Outcome): boolean =>
  outcome.kind === 'answered' || (outcome.kind === 'refused' && outcome.status === 401);

/** It would be too much now, or was. */
type Early = { readonly kind: 'early'; readonly afterMs: number };

const tooMuch = (afterMs: number): Outcome => ({ kind: 'unsent', why: 'Discord is asked too much at once', afterMs });

const requestOf = ({ method, route, query, body, files, isByWebhook }: Call) => ({
  method: methods[method],
  fullRoute: route,
  auth: isByWebhook !== true,
  ...(query !== undefined && { query: makeURLSearchParams(query) }),
  ...(body !== undefined && { body }),
  ...(files !== undefined && {
    files: files.map(({ name, data, type }) => ({ name, data: Buffer.from(data), contentType: type })),
  }),
});

const methods = {
  GET: RequestMethod.Get,
  POST: RequestMethod.Post,
  PATCH: RequestMethod.Patch,
  DELETE: RequestMethod.Delete,
} as const;
