import type { App } from '../app.js';
import type { Accepted } from '../domain/inbox/accepted.js';
import type { Edited, Erased, Said } from '../domain/inbox/said.js';
import { TzurotError } from '../domain/errors.js';
import { breaths, type Breath } from './breaths.js';
import { lanes } from './lanes.js';
import { meantBy, type Meant } from './meaning.js';
import { meanwhile } from './meanwhile.js';
import { seen, type Seen } from './seen.js';
import { shelf } from './shelf.js';

/** How much is worked on at once. Models have a queue of their own behind it. */
const mostAtOnce = 128;

/** What the daemon is at, in numbers. */
export type Tally = { heard: number; accepted: number; done: number; failed: number };

/** Takes in what is said, and sees to it. */
export type Listener = {
  hear(said: Said): void;
  /** What was taken in before this program began. */
  resume(accepted: readonly Accepted[]): void;
  /** What says something else now does so in history and memory as well. */
  edited(edited: Edited): Promise<void>;
  /** What is gone is not answered any more, and is forgotten. */
  erased(erased: Erased): Promise<void>;
  /** Tries again to take in what could not be written down. */
  retry(): void;
  readonly seen: Seen;
  readonly tally: Readonly<Tally>;
  underWay(): number;
  /** When everything that was heard has come to its end. */
  idle(): Promise<void>;
};

type Options = {
  /** Ends what is under way; it is begun again at the next start. */
  readonly signal: AbortSignal;
  /** Nothing can be written down. */
  readonly storeFailed: (error: unknown) => void;
};

export function listener(app: App, { signal, storeFailed }: Options): Listener {
  const marks = seen();
  const kept = shelf();
  const changes = meanwhile(app);
  const tally: Tally = { heard: 0, accepted: 0, done: 0, failed: 0 };
  const failed = (error: unknown) => {
    if (!signal.aborted) app.log.error('Something went wrong with a message', { error });
    tally.failed += 1;
  };
  const taking = lanes(mostAtOnce, failed);
  const working = lanes(mostAtOnce, failed);

  const seeTo = (breath: Breath) => {
    const [{ said, userId }] = breath;
    working.run(`${said.channelId} ${userId}`, async () => {
      if (signal.aborted) return;
      const accepted = await stillThere(breath);
      if (accepted === undefined) return;
      await app.inbox.work(accepted, { signal });
      tally.done += breath.length;
      for (const { said: each } of breath) await changes.over(each);
    });
  };

  /** What of it was not taken back, as one. */
  async function stillThere(breath: Breath): Promise<Accepted | undefined> {
    const left = [];
    for (const accepted of breath) {
      if (changes.isGone(accepted.said.id)) await app.inbox.drop(accepted);
      else left.push(changes.asItIs(accepted));
    }
    const [first, ...others] = left;
    return first === undefined || others.length === 0 ? first : app.inbox.merge([first, ...others]);
  }

  const inBreaths = app.inbox.answersTogether() ? breaths(app.clock, signal, seeTo) : null;
  const see = (accepted: Accepted) => (inBreaths === null ? seeTo([accepted]) : inBreaths.add(accepted));

  async function take(heard: Said): Promise<void> {
    try {
      const meant = await meantBy(app, heard, signal);
      if (meant !== undefined) await receive(meant);
      marks.end(heard.channelId, heard.id);
    } catch (error) {
      if (!(error instanceof TzurotError) || signal.aborted) throw error;
      kept.put(heard);
      storeFailed(error);
    }
  }

  async function receive({ said, proxied }: Meant): Promise<void> {
    const reception = await app.inbox.accept(said, proxied);
    if (reception.kind === 'help') return app.inbox.help(said, reception.user);
    if (reception.kind !== 'accepted') return;
    tally.accepted += 1;
    see(reception.accepted);
  }

  const hear = (said: Said) => {
    if (signal.aborted) return;
    tally.heard += 1;
    app.proxying.heard(said);
    marks.begin(said.channelId, said.id);
    taking.run(`${said.channelId} ${said.author.accountId}`, () => take(said));
  };

  return {
    hear,
    resume: accepted => accepted.forEach(see),
    edited: edited => changes.edited(edited),
    async erased(erased) {
      await changes.erased(await app.proxying.erased(erased, signal));
    },
    retry() {
      if (kept.size() === 0) return;
      for (const said of kept.takeAll()) hear(said);
    },
    seen: marks,
    tally,
    underWay: () => taking.size() + working.size(),
    async idle() {
      await taking.idle();
      await working.idle();
    },
  };
}
