import type { App } from '../app.js';
import { softly } from '../domain/around.js';
import { TzurotError } from '../domain/errors.js';
import type { Ears, Station } from '../ports/station.js';
import { beside, type Beside } from './beside.js';
import { catchingUp } from './catching-up.js';
import { earsFor } from './ears.js';
import { listener, type Listener } from './listening.js';
import { onceInAWhile } from './once-in-a-while.js';
import { resume } from './resuming.js';
import { rounds } from './rounds.js';
import type { Announcer } from './status.js';

/** How long what is under way may take to finish when the program is told to go. */
const graceMs = 6500;

export type Terms = {
  /** Aborted when it is to go. */
  readonly signal: AbortSignal;
  readonly announcer: Announcer;
  readonly version: string;
};

/**
 * Lives on a stage until the signal: connects, begins again what an earlier run left, catches up, hears and answers. Then
 * it hears nothing any more, lets what is under way finish, and returns. Throws when the service lets it in no more.
 */
export async function serve(
  app: App,
  station: Station,
  { signal, announcer, version }: Terms,
): Promise<{ readonly answered: number }> {
  const leaving = new AbortController();
  const ending = new AbortController();
  const over = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => over.resolve(), { once: true });
  if (signal.aborted) over.resolve();

  const aside = beside(app);
  const storeFailed = onceInAWhile(app.clock, error => {
    app.log.error('Messages wait, because nothing can be written down', { error });
    announcer.say(nothingKept);
    aside.run('Telling the owner', () => app.notice.tellOwnerUnnoted(nothingKept));
  });
  const listening = listener(app, { signal: ending.signal, storeFailed });
  const catching = catchingUp(app, station, listening, leaving.signal);
  const around = { listening, catching, beside: aside, announcer, version, ended: over.reject };
  const going = { now: Promise.resolve() };
  try {
    await connect(app, station, earsFor(app, station, around), { signal, announcer });
    if (!signal.aborted) {
      await resume(app, station, listening);
      aside.run('Saying what was left unsaid', () => app.outbox.deliverLate({ all: true }));
      going.now = rounds(app, { listening, catching }, leaving.signal);
    }
    await over.promise;
  } finally {
    leaving.abort();
    await Promise.all([station.close(), finished(app, listening, aside, ending)]);
    await going.now;
    await softly(app.log, 'Noting what was seen', () => app.inbox.noteSeen(listening.seen.take()));
  }
  return { answered: listening.tally.done };
}

const nothingKept = 'Nothing can be written down. Messages wait, and are seen to once it can. `doctor` says why.';

const firstPauseMs = 1000;
const longestPauseMs = 60_000;

/** Connects. Where there is no network yet, it waits for it; where it is not let in, it says so. */
async function connect(
  app: App,
  station: Station,
  ears: Ears,
  { signal, announcer }: Pick<Terms, 'signal' | 'announcer'>,
): Promise<void> {
  for (let pauseMs = firstPauseMs; !signal.aborted; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
    try {
      return await orLeft(station.open(ears), signal);
    } catch (error) {
      if (!isPassing(error)) throw error;
      announcer.say(`${error.message} Trying again in ${Math.round(pauseMs / 1000)} s.`);
      await app.clock.sleep(pauseMs, signal).catch(() => {});
    }
  }
}

/** Whoever is told to go while they wait for a line goes. */
const orLeft = (opening: Promise<void>, signal: AbortSignal): Promise<void> =>
  Promise.race([
    opening,
    new Promise<void>(resolve => signal.addEventListener('abort', () => resolve(), { once: true })),
  ]);

/** A line that is down comes up again; a token that is refused does not become good by waiting. */
const isPassing = (error: unknown): error is TzurotError =>
  error instanceof TzurotError && error.code === 'unavailable' && error.facts?.['closeCode'] === undefined;

/** Waits for what is under way, but not for ever: what is broken off is begun again at the next start. */
async function finished(app: App, listening: Listener, aside: Beside, ending: AbortController): Promise<void> {
  const done = new AbortController();
  const idle = Promise.all([listening.idle(), aside.idle()]).finally(() => done.abort());
  await Promise.race([idle, app.clock.sleep(graceMs, done.signal).catch(() => {})]);
  ending.abort(new TzurotError('unavailable', 'The program was told to go.'));
  await idle;
}
