import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';
import type { Proxies } from '../../ports/proxies.js';
import type { Erased, RepliedTo, Said } from '../inbox/said.js';
import { microsPerMs } from '../time.js';
import { bounded } from '../bounded.js';
import { deliveryHold } from './delivery-hold.js';
import { acquaintances } from './knowing/actions.js';
import { recentOriginals } from './originals.js';
import type { Proxied } from './proxied.js';
import { replyTargetOf } from './reply-target.js';
import { speakerOf } from './speaking/actions.js';
import type { CopyFate, Held } from './standing.js';

export type ProxyPorts = { readonly proxies: Proxies; readonly clock: Clock; readonly log: Log };

/** A copy, once it is known whose it is, or that nobody knows. */
export type Resolved = {
  /** Null: nobody knows. They may be answered, but nothing of theirs is remembered. */
  readonly proxied: Proxied | null;
  /** The message that was copied. Where nobody knows who speaks it may be known all the same. */
  readonly originalId: string | null;
  readonly fate: CopyFate;
  readonly replyTo: RepliedTo | null;
};

/** What goes on in servers where people speak through proxy bots, for as long as the program runs. */
export type ProxyWatch = {
  /** A proxy bot is in this server. Where nobody says so, the first copy does. */
  botIn(guildId: string): void;
  /** To be told of every message at once, before anything else is done with it. */
  heard(said: Said): void;
  /**
   * To be told at once of messages that are gone. Says which of them were taken away by somebody other than a proxy bot:
   * soon, and a little later where that has to be seen.
   */
  erased(erased: Erased, signal?: AbortSignal): Promise<Erased>;
  /**
   * Waits until the answer to a message may be given: `free`, to it; `copied`, to its copy; `gone`, not at all. Only
   * people who speak through a proxy ever wait, and for three seconds at most, from when they were heard.
   */
  hold(said: Said, signal?: AbortSignal): Promise<Held>;
  /** Finds out within seconds whose copy this is, and who answers it. */
  resolve(copy: Said, signal?: AbortSignal): Promise<Resolved>;
};

const holdMs = 3_000;
/** So long after a deletion it is known whether there is a copy of what was deleted. */
const patienceMs = 5_000;
const mostGuilds = 10_000;

/** Watches over people who speak through proxy bots. What is known of them here is bounded, and is gone with the program. */
export function watchProxies(ports: ProxyPorts): ProxyWatch {
  const { clock } = ports;
  const guilds = bounded<string, true>(mostGuilds);
  const known = acquaintances(ports);
  const originals = recentOriginals(() => clock.monotonic());
  const holds = deliveryHold((ms, signal) => clock.sleep(ms, signal));

  const hasBot = ({ where }: Said) => where.venue.guildId !== null && guilds.has(where.venue.guildId);
  const leftMs = (id: string) => {
    const original = originals.find(id);
    return original === undefined ? holdMs : holdMs - (clock.monotonic() - original.heardAt) / microsPerMs;
  };
  /** Where there is such a bot, nobody knows yet why a message is gone that was just said. */
  const isDoubtful = (id: string) => {
    const said = originals.said(id);
    return said !== undefined && hasBot(said) && !holds.wasCopied(id);
  };
  const botIn = (guildId: string) => guilds.set(guildId, true);

  return {
    botIn,

    heard(said) {
      const { guildId } = said.where.venue;
      if (guildId === null) return;
      if (said.author.kind === 'proxy') botIn(guildId);
      if (said.author.kind === 'person') originals.add(said);
    },

    async erased(erased, signal) {
      for (const id of erased.ids) {
        originals.erased(id);
        holds.erased(id);
      }
      if (erased.ids.some(isDoubtful)) await clock.sleep(patienceMs, signal);
      return { ...erased, ids: erased.ids.filter(id => !holds.wasCopied(id)) };
    },

    async hold(said, signal) {
      if (said.author.kind !== 'person' || !hasBot(said)) return holds.release(said.id);
      const held = holds.hold(said.id, leftMs(said.id), signal);
      // Asked while it waits, and not before: the copy may come first.
      void known.speaksByProxy(said.author.accountId).then(speaks => {
        if (!speaks && !signal?.aborted) holds.release(said.id);
      });
      return held;
    },

    async resolve(copy, signal) {
      const { proxied, originalId } = await speakerOf(ports, originals, copy, signal);
      if (proxied !== null) known.seen(proxied.accountId);
      return {
        proxied,
        originalId,
        fate: originalId === null ? 'answer' : holds.copyCame(originalId, copy.id),
        replyTo: replyTargetOf(copy, originalId === null ? undefined : originals.said(originalId)),
      };
    },
  };
}
