import { REST, type Client } from 'discord.js';
import type { Overheard } from '../../domain/inbox/said.js';
import type { Secret } from '../../domain/wallet/secret.js';
import type { MessageLink } from '../../domain/turn/references/links.js';
import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';
import type { Ears, Station } from '../../ports/station.js';
import { discordClient, type ClientSettings } from './client.js';
import { askingOf } from './asking.js';
import { hearingOf } from './hearing/hearing.js';
import { membersOf } from './hearing/members.js';
import { placesOf, type Places } from './hearing/places.js';
import { readingOf } from './hearing/reading.js';
import { recentMessages } from './hearing/recent.js';
import { webhookChanges } from './hearing/webhook-changes.js';
import { announceCommands } from './interaction/announcing.js';
import { interactionsOf } from './interaction/interactions.js';
import { connectionOf } from './station-connection.js';
import { readDispatches } from './station-dispatches.js';
import type { Echo } from './wire/echo.js';
import type { Us } from './wire/author.js';
import { isOlder } from '../../domain/discord/snowflake.js';

export type StationSettings = ClientSettings & {
  readonly token: Secret;
  /** Told of each message of our own, as it comes back. Must not throw. */
  readonly echo?: (message: Echo) => void;
  /** Told when somebody changed something about the webhooks of a channel. Must not throw. */
  readonly webhooksChanged?: (channelId: string) => void;
};

/** The connection to Discord, with what the speaking side needs of what it knows. */
export type DiscordStation = Station & {
  readonly client: Client;
  readonly places: Places;
  /** As in `ChatSurface`. */
  recent(channelId: string, before: string, most: number): Promise<Overheard[]>;
  quote(links: readonly MessageLink[], accountId: string): Promise<Overheard[]>;
};

const deaf: Ears = {
  said() {},
  edited() {},
  erased() {},
  reacted() {},
  asked() {},
  lacking() {},
  connected() {},
  interrupted() {},
  ended() {},
};

/** A connection to Discord that was not opened yet. It can be opened once. */
export function discordStation(
  around: { readonly clock: Clock; readonly log: Log },
  settings: StationSettings,
): DiscordStation {
  const { clock, log } = around;
  const { token, echo = () => {}, webhooksChanged = () => {} } = settings;
  const client = discordClient(around, settings);
  /* What must not be sent twice is sent by one that never tries again. */
  const once = new REST({ ...client.options.rest, retries: 0 });
  let ears = deaf;

  const us = (): Us => ({ accountId: client.user?.id ?? '0', applicationId: client.application?.id ?? '0' });
  const asking = askingOf(client.rest);
  const places = placesOf({ client, asking, clock });
  const members = membersOf({ asking, clock });
  const reading = readingOf({ clock, asking, places, members, us });
  const connection = connectionOf({ client, token, log });
  const recent = recentMessages(reading.page, connection.isUp);
  const hearing = hearingOf({
    places,
    recent,
    log,
    us,
    echo,
    ears: () => ears,
    newest(channelId, messageId) {
      const channel = client.channels.cache.get(channelId);
      if (channel?.isTextBased() && isOlder(channel.lastMessageId ?? '0', messageId)) channel.lastMessageId = messageId;
    },
  });
  const sending = new Set<Promise<unknown>>();
  const asked = interactionsOf({ rest: client.rest, once, log, places, sending, ears: () => ears });
  /* Whoever asks is to be answered within three seconds. */
  const changed = webhookChanges(webhooksChanged);
  readDispatches(
    client,
    {
      afterwards: new Map([...hearing, ['WEBHOOKS_UPDATE', changed]]),
      atOnce: new Map([['INTERACTION_CREATE', asked]]),
    },
    log,
  );

  return {
    client,
    places,
    async open(heard) {
      ears = heard;
      await connection.open({
        interrupted: why => heard.interrupted(why),
        ended: error => heard.ended(error),
        connected(state) {
          if (!state.resumed) recent.forget();
          heard.connected(state);
        },
      });
    },
    async close() {
      ears = deaf;
      await Promise.allSettled(sending);
      await connection.close();
    },
    state: () => ({
      name: client.user?.username ?? null,
      accountId: client.user?.id ?? null,
      guilds: client.guilds.cache.size,
      pingMs: client.ws.ping > 0 ? Math.round(client.ws.ping) : null,
      isConnected: connection.isUp(),
    }),
    announce: commands => announceCommands(client.rest, us().applicationId, commands),
    newest: reading.newest,
    missed: reading.missed,
    message: reading.message,
    recent: recent.before,
    quote: reading.quote,
  };
}
