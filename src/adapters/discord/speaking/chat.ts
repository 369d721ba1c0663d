import type { Lack } from '../../../domain/notice/lack.js';
import { inTurn } from '../../../domain/around.js';
import type { Micros } from '../../../domain/time.js';
import type { ChatSurface, Draft, Post, Posted, Speaker } from '../../../ports/chat.js';
import type { Clock } from '../../../ports/clock.js';
import type { Egress } from '../../../ports/egress.js';
import type { Hash } from '../../../ports/hash.js';
import type { Log } from '../../../ports/log.js';
import type { Avatars } from './avatars/avatars.js';
import { longestContent } from './body.js';
import type { Calls } from './calling/calls.js';
import { erase, rewrite } from './changing.js';
import { likenessOf, type Desk, type Saying } from './desk.js';
import { direct } from './direct.js';
import { drafts, type Shown } from './drafts.js';
import type { Echo } from '../wire/echo.js';
import { echoes } from './echoes.js';
import { contentOf } from './files.js';
import { intruders } from './intruders.js';
import { bounded } from '../../../domain/bounded.js';
import { nameFor, prefixFor } from './name.js';
import { pace } from './pace.js';
import { homeOf, placesOf, type Channels, type Place } from './place.js';
import { send } from './sending.js';
import { believable, isDoubtful, earliest, isLike, isSince, listed } from './sightings.js';
import { byAge, momentOf } from '../../../domain/discord/snowflake.js';
import { showTyping } from './typing.js';
import { webhooks } from './webhooks.js';

/** A Discord to speak on, and what has to be heard of it for that. */
export type DiscordChat = ChatSurface & {
  /** A message of ours came back, or one that came through a webhook of ours. */
  heard(echo: Echo): void;
  /** The webhooks of a channel are not what they were. */
  webhooksChanged(channelId: string): void;
  /** Somebody wrote to us directly. */
  opened(accountId: string): void;
};

export type DiscordChatNeeds = {
  readonly calls: Calls;
  readonly clock: Clock;
  readonly hash: Pick<Hash, 'sha256'>;
  readonly log: Log;
  readonly egress: Egress;
  /** Without the version, as `https://discord.com/api`. */
  readonly apiUrl: string;
  /** The ids of our application and of its account. Known once there is a connection. */
  readonly us: () => { readonly applicationId: string; readonly accountId: string };
  readonly channels: Channels;
  readonly avatars: Avatars;
  /** What is read there is heard elsewhere. */
  readonly reading: Pick<ChatSurface, 'quote' | 'recent'>;
  /** Told once of each channel where something is missing. */
  readonly lacking: (channelId: string, lack: Lack) => void;
  /** Hosts whose links may show what is behind them. */
  readonly listedHosts?: ReadonlySet<string>;
  /** A draft is to be seen under this id. */
  readonly drafted?: (draft: Draft, id: string) => void;
};

const directEveryMs = 1000;
const directAtOnce = 3;
const lostDraftAfterMs = 2000;
const mostRemembered = 10_000;

/** Speaks on Discord: personalities through webhooks under their own names, or the bot in their place. */
export function discordChat(needs: DiscordChatNeeds): DiscordChat {
  const { calls, clock, log, channels, lacking } = needs;
  const heard = echoes(clock);
  const places = placesOf(calls, channels);
  const hooks = webhooks({ calls, clock, applicationId: () => needs.us().applicationId, lacking });
  const queue = inTurn();
  /** How far Discord's clock is behind ours: not above zero. */
  let skew: Micros = 0;
  const ways = bounded<string, Saying>(mostRemembered);

  const strangers = intruders({ clock, isOurs: hooks.isOurs, isMade: id => ways.get(id) !== undefined });

  const desk: Desk = {
    calls,
    clock,
    hash: needs.hash,
    places,
    hooks,
    directPace: pace(clock, directEveryMs, directAtOnce),
    avatarUrl: sha256 => needs.avatars.urlOf(sha256),
    listedHosts: needs.listedHosts ?? new Set(),
    lacking,
    made(id, by) {
      if (by === 'webhook') skew = Math.min(0, momentOf(id) - clock.now());
      ways.set(id, by);
    },
    madeBy: ways.get,
    saying: strangers.saying,
  };
  const people = direct(desk);

  /** Everything that goes through one webhook goes one after the other. */
  const at = async <T>(channelId: string, work: (place: Place) => Promise<T>): Promise<T> => {
    const place = await places.of(channelId);
    return queue(homeOf(channelId, place), () => work(place));
  };
  const sendInTurn = (post: Post) => at(post.channelId, place => send(desk, place, post));
  const rewriteInTurn = (post: Post, id: string) => at(post.channelId, place => rewrite(desk, place, post, id));
  const eraseInTurn = (channelId: string, id: string) => at(channelId, place => erase(desk, place, channelId, id));

  const longestFor = (channelId: string, speaker: Speaker): number => {
    const place = places.known(channelId);
    const isNamed =
      place !== undefined &&
      place.kind !== 'dm' &&
      place.canWebhooks !== false &&
      typeof hooks.known(homeOf(channelId, place)) !== 'string';
    return isNamed ? longestContent : longestContent - prefixFor(nameFor(speaker)).length;
  };

  /** The clocks may turn out to differ only by what Discord says while it is asked. */
  const listedSince = async (channelId: string, since: Micros): Promise<Echo[]> => {
    const from = earliest(since, Math.min(skew, calls.behind()));
    const found = await listed(calls, channelId, from, { ...needs.us(), isOurs: hooks.isOurs });
    return calls.behind() < skew && isDoubtful(from, earliest(since, calls.behind()))
      ? listedSince(channelId, since)
      : found;
  };

  const sightings = async (post: Post, attemptedAt: Micros, looking: boolean): Promise<readonly string[]> => {
    const since = believable(attemptedAt, clock.now());
    const asked = looking ? await listedSince(post.channelId, since) : [];
    const from = earliest(since, Math.min(skew, calls.behind()));
    const found = [...heard.in(post.channelId), ...asked];
    const likeness = likenessOf(desk, post);
    const ids = found.filter(echo => isSince(echo.id, from) && isLike(likeness, echo)).map(({ id }) => id);
    return [...new Set(ids)].toSorted(byAge);
  };

  const drafting = drafts({
    clock,
    longest: ({ channelId, speaker }) => longestFor(channelId, speaker),
    post: sendInTurn,
    rewrite: rewriteInTurn,
    erase: eraseInTurn,
    drafted: (draft, id) => needs.drafted?.(draft, id),
    failed: error => log.warn('a draft could not be shown on Discord', { error }),
  });

  /** What a draft became, when nothing was heard of it at first. */
  const draftId = async (shown: Shown): Promise<string | undefined> => {
    if (shown.kind !== 'lost') return shown.kind === 'shown' ? shown.id : undefined;
    const unknownIn = (ids: readonly string[]) => ids.find(id => ways.get(id) === undefined);
    const echoed = unknownIn(await sightings(shown.post, shown.since, false));
    if (echoed !== undefined) return echoed;
    await clock.sleep(lostDraftAfterMs);
    return unknownIn(await sightings(shown.post, shown.since, true));
  };

  /** The first part takes the place of the draft, if there was one. */
  const postFirst = async (post: Post): Promise<Posted> => {
    const id = (await draftId(await drafting.settle(post.outboxId))) ?? post.inPlaceOf ?? undefined;
    const isThere = id !== undefined && (await rewriteInTurn(post, id));
    const posted: Posted = isThere ? { kind: 'posted', id } : await sendInTurn(post);
    drafting.done(post.outboxId);
    return posted;
  };

  const banish = async (echo: Echo) => {
    if (echo.webhookId === null || !(await strangers.isBehind(echo))) return;
    log.warn('somebody else speaks through a webhook of ours; it is made anew', {
      channelId: echo.channelId,
      messageId: echo.id,
    });
    await hooks.rotate(echo.webhookId);
  };

  const quietly = (what: string, work: Promise<unknown>) => {
    work.catch((error: unknown) => log.warn(`${what} failed, and the rest went on`, { error }));
  };

  return {
    ...needs.reading,
    longestMessage: longestFor,
    post: post => queue(`to ${post.channelId}`, () => (post.ordinal === 0 ? postFirst(post) : sendInTurn(post))),
    sightings,
    rewrite: rewriteInTurn,
    erase: eraseInTurn,
    draft: draft => drafting.show(draft),
    typing: (channelId, until) => quietly('showing that somebody writes', showTyping(calls, clock, channelId, until)),
    contentOf: contentOf(needs.egress, needs.apiUrl),
    tell: people.tell,
    heard(echo) {
      heard.heard(echo);
      quietly('looking who speaks through a webhook', banish(echo));
    },
    webhooksChanged: hooks.changed,
    opened: people.opened,
  };
}
