import { ActivityType, Client, GatewayIntentBits, Options, RESTEvents, type ClientOptions } from 'discord.js';
import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';
import { patience } from './client-patience.js';
import { identifyThrottler } from './identify-throttler.js';
import { identifyLimits, type IdentifyLimits } from './identify.js';

export type ClientSettings = {
  /** Without the version: `https://discord.com/api`. */
  readonly apiUrl: string;
  /** How many connections the servers are spread over. `auto`: as many as Discord says. */
  readonly shards?: 'auto' | number;
  /** What stands under the bot's name. */
  readonly presence?: string;
  /** How long servers that Discord cannot show at the moment are waited for. */
  readonly waitForGuildsMs?: number;
  readonly identify?: IdentifyLimits;
};

type Around = { readonly clock: Clock; readonly log: Log };

const intents = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.GuildMessageReactions,
  GatewayIntentBits.DirectMessages,
  GatewayIntentBits.DirectMessageReactions,
  GatewayIntentBits.MessageContent,
];

const nothing = { maxSize: 0 };

/* Servers, channels, roles and threads are kept, for they decide who may read what. Of people, nobody but ourselves. */
const makeCache = Options.cacheWithLimits({
  ...Object.fromEntries(
    [
      'ApplicationCommandManager',
      'ApplicationEmojiManager',
      'AutoModerationRuleManager',
      'BaseGuildEmojiManager',
      'DMMessageManager',
      'EntitlementManager',
      'GuildBanManager',
      'GuildEmojiManager',
      'GuildInviteManager',
      'GuildMessageManager',
      'GuildScheduledEventManager',
      'GuildSoundboardSoundManager',
      'GuildStickerManager',
      'MessageManager',
      'PresenceManager',
      'ReactionManager',
      'ReactionUserManager',
      'StageInstanceManager',
      'SubscriptionManager',
      'ThreadMemberManager',
      'VoiceStateManager',
    ].map(name => [name, nothing]),
  ),
  GuildMemberManager: { maxSize: 0, keepOverLimit: member => member.id === member.client.user.id },
  UserManager: { maxSize: 0, keepOverLimit: user => user.id === user.client.user.id },
});

const hourInSeconds = 3600;
const requestTimeoutMs = 15_000;
const requestRetries = 3;
/** Of requests that Discord counts against us. */
const warnEvery = 10;

/** The client of Discord's own library, not connected yet, that remembers as little as it can and pings nobody. */
export function discordClient({ clock, log }: Around, settings: ClientSettings): Client {
  const { apiUrl, shards = 1, presence, waitForGuildsMs, identify = identifyLimits } = settings;
  const { refused, isOver } = patience(clock);
  const client = new Client({
    intents,
    makeCache,
    sweepers: {
      ...Options.DefaultSweeperSettings,
      threads: { interval: hourInSeconds, lifetime: hourInSeconds },
    },
    allowedMentions: { parse: [], repliedUser: false },
    rest: {
      api: apiUrl.replace(/\/+$/, ''),
      timeout: requestTimeoutMs,
      retries: requestRetries,
      invalidRequestWarningInterval: warnEvery,
      rejectOnRateLimit: isOver,
    },
    ...sharding(shards),
    ...(presence !== undefined && {
      presence: { activities: [{ name: presence, state: presence, type: ActivityType.Custom }] },
    }),
    ...(waitForGuildsMs !== undefined && { waitGuildTimeout: waitForGuildsMs }),
    ws: {
      buildIdentifyThrottler: async manager => {
        const { session_start_limit: limit } = await manager.fetchGatewayInformation();
        return identifyThrottler({ clock, log }, identify, Math.max(1, limit.max_concurrency));
      },
    },
  });
  client.rest.on(RESTEvents.Response, (_, { status, headers }) => {
    if (status === 429 && headers.get('x-ratelimit-scope') !== 'shared') refused();
  });
  client.rest.on(RESTEvents.InvalidRequestWarning, ({ count, remainingTime }) =>
    log.warn('Discord refuses many requests. It bans whoever goes on like that.', { count, remainingTime }),
  );
  return client;
}

/* All shards are named: whatever the environment says of shards is for programs that are started by a manager. */
const sharding = (shards: 'auto' | number): Pick<ClientOptions, 'shards' | 'shardCount'> =>
  shards === 'auto' ? { shards } : { shards: Array.from({ length: shards }, (_, index) => index), shardCount: shards };
