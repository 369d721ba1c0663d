import type { ChatSurface, Post, Posted, Sending, Speaker } from '../../ports/chat.js';
import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';
import type { Outbox } from '../../ports/outbox.js';
import type { Personalities } from '../../ports/personalities.js';
import type { Users } from '../../ports/users.js';
import { softly, type InTurn } from '../around.js';
import { TzurotError } from '../errors.js';
import { microsPerDay, microsPerSecond, type Micros } from '../time.js';
import { discordIdOf } from '../user/user.js';
import { program, speakerOf } from '../turn/speaking.js';
import { postsOf } from './post.js';
import type { Parcel, Posting } from './parcel.js';
import { looksFor, mostAttempts } from './searching.js';

export type OutboxPorts = {
  readonly outbox: Outbox;
  readonly chat: ChatSurface;
  readonly personalities: Personalities;
  readonly users: Users;
  readonly clock: Clock;
  readonly log: Log;
  /** One thing at a time is said in a place. */
  readonly delivering: InTurn;
};

/**
 * Says what is in the outbox, part by part; those that arrived before are not said again. What certainly did not arrive
 * stays there, and the error says why; what never will is given up.
 */
export function deliver(ports: OutboxPorts, parcel: Parcel, sending: Sending = ports.chat): Promise<void> {
  return ports.delivering(parcel.venue.channelId, async () => {
    const speaker = await speakerFor(ports, parcel);
    const obeys = await accountOf(ports, parcel);
    const postings = await ports.outbox.postings(parcel.outboxId);
    const before = new Map(postings.map(posting => [posting.ordinal, posting]));
    try {
      const posts = postsOf(parcel, speaker, obeys);
      for (const post of posts) {
        const earlier = await upToDate(ports, parcel, post, before.get(post.ordinal));
        if (earlier !== 'said') await arrive({ ...ports, sending }, post, earlier);
      }
      for (const surplus of postings.filter(({ ordinal }) => ordinal >= posts.length))
        await takeAway(ports, parcel, surplus);
    } catch (error) {
      if (isFinal(error)) await ports.outbox.giveUp(parcel.outboxId, error.code, ports.clock.now());
      throw error;
    }
    const noted = () => ports.outbox.delivered(parcel.outboxId, ports.clock.now());
    await softly(ports.log, 'Noting that something arrived', noted); // It has arrived, noted or not.
  });
}

/** Puts something into the outbox that is no answer, and says it. What is in it already is left to whoever says it. */
export async function say(ports: OutboxPorts, parcel: Parcel): Promise<void> {
  if (await ports.outbox.put(parcel)) await deliver(ports, parcel);
}

/** Says what is still in the outbox, oldest first. Returns what arrived now. */
export async function deliverWaiting(
  ports: OutboxPorts,
  channelId?: string,
  sending: Sending = ports.chat,
): Promise<Parcel[]> {
  const arrived: Parcel[] = [];
  for (const parcel of await ports.outbox.waiting(channelId)) {
    await softly(ports.log, 'Delivering what was said before', async () => {
      await deliver(ports, parcel, sending);
      arrived.push(parcel);
    });
  }
  return arrived;
}

/** What is being said right now is left to whoever says it. */
const settledAfter = 15 * microsPerSecond;
const worthADay = microsPerDay;

/**
 * Says what should have been said a while ago, channel by channel, until one of them fails again. After a day nobody waits
 * for it any more.
 */
export async function deliverLate(
  ports: OutboxPorts,
  { all = false }: { readonly all?: boolean } = {},
): Promise<number> {
  const now = ports.clock.now();
  const waiting = (await ports.outbox.waiting()).filter(
    ({ venue, recordedAt }) => venue.platform === 'discord' && (all || now - recordedAt > settledAfter),
  );
  const arrived = [...Map.groupBy(waiting, ({ venue }) => venue.channelId).values()].map(async parcels => {
    let delivered = 0;
    for (const parcel of parcels) {
      if (now - parcel.recordedAt > worthADay) await ports.outbox.giveUp(parcel.outboxId, 'too-late', now);
      else if ((await softly(ports.log, 'Saying something late', () => arrives(ports, parcel))) === true)
        delivered += 1;
      else break;
    }
    return delivered;
  });
  return (await Promise.all(arrived)).reduce((sum, count) => sum + count, 0);
}

/** Whether it arrived; what never will is no reason to stop. */
async function arrives(ports: OutboxPorts, parcel: Parcel): Promise<boolean> {
  try {
    await deliver(ports, parcel);
    return true;
  } catch (error) {
    if (isFinal(error)) return true;
    throw error;
  }
}

/** What arrived before this was put in its place is rewritten. Where that message is gone, the part is said anew. */
async function upToDate(
  { outbox, chat, clock }: OutboxPorts,
  { recordedAt }: Parcel,
  post: Post,
  before: Posting | undefined,
): Promise<Posting | 'said' | undefined> {
  if (before === undefined || before.platformId === null || before.attemptedAt >= recordedAt) return before;
  if (await chat.rewrite(post, before.platformId)) {
    await outbox.rewritten(post.outboxId, post.ordinal, clock.now());
    return 'said';
  }
  await outbox.erased(post.outboxId, post.ordinal);
  return undefined;
}

/** A part that there is no more, now that something shorter stands there. */
async function takeAway({ outbox, chat }: OutboxPorts, { outboxId, venue }: Parcel, { ordinal, platformId }: Posting) {
  if (platformId !== null) await chat.erase(venue.channelId, platformId);
  await outbox.erased(outboxId, ordinal);
}

type Arriving = OutboxPorts & { readonly sending: Sending };

async function arrive(ports: Arriving, planned: Post, before: Posting | undefined): Promise<void> {
  const post = { ...planned, inPlaceOf: await beginningOf(ports, planned) };
  if (before !== undefined && (before.platformId !== null || (await isFound(ports, post, before.attemptedAt)))) return;
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const attemptedAt = ports.clock.now();
    await ports.outbox.attempting(post.outboxId, post.ordinal, attemptedAt);
    const posted = await postedOr(ports, post, attemptedAt);
    if (posted.kind === 'posted') return void (await ports.outbox.posted(post.outboxId, post.ordinal, posted.id));
    ports.log.warn('Nobody knows whether a message arrived', { channel: post.channelId, error: posted.cause });
    if (await isFound(ports, post, attemptedAt)) return;
  }
  throw new TzurotError('unavailable', 'It could not be said: the service did not confirm it.', { try: 'doctor' });
}

/** Where the beginning of an answer stands already, from before a crash. */
const beginningOf = async ({ outbox }: Arriving, { outboxId, ordinal }: Post): Promise<string | null> =>
  ordinal === 0 ? ((await outbox.draftOf(outboxId)) ?? null) : null;

/** What certainly did not arrive is as if it had never been tried. */
async function postedOr(ports: Arriving, post: Post, attemptedAt: Micros): Promise<Posted> {
  try {
    return await ports.sending.post(post);
  } catch (error) {
    await softly(ports.log, 'Taking back an attempt', () =>
      ports.outbox.unattempt(post.outboxId, post.ordinal, attemptedAt),
    );
    throw error;
  }
}

/** Whether an attempt arrived after all. A message that is part of something else is not taken for it. */
async function isFound({ sending, outbox, clock, log }: Arriving, post: Post, since: Micros): Promise<boolean> {
  for (const { afterMs, asking } of looksFor(clock.now() - since)) {
    if (afterMs > 0) await clock.sleep(afterMs);
    const seen = await softly(log, 'Looking for a message', () => sending.sightings(post, since, asking));
    for (const id of seen ?? []) if (await outbox.posted(post.outboxId, post.ordinal, id)) return true;
  }
  return false;
}

const isFinal = (error: unknown): error is TzurotError =>
  error instanceof TzurotError && (error.code === 'denied' || error.code === 'not_found');

async function speakerFor({ personalities }: OutboxPorts, { personalityId }: Parcel): Promise<Speaker> {
  const personality = personalityId === null ? undefined : await personalities.findById(personalityId);
  return personality === undefined ? program : speakerOf(personality);
}

async function accountOf({ users }: OutboxPorts, { userId, venue }: Parcel): Promise<string | null> {
  if (venue.platform !== 'discord') return null;
  const user = await users.find(userId);
  return (user && discordIdOf(user)) ?? null;
}
