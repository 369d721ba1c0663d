import { avatars } from '../../../../src/adapters/discord/speaking/avatars/avatars.js';
import type { Way } from '../../../../src/adapters/discord/speaking/avatars/way.js';
import { callsTo, type Calls } from '../../../../src/adapters/discord/speaking/calling/calls.js';
import { discordChat, type DiscordChat } from '../../../../src/adapters/discord/speaking/chat.js';
import type { Channels } from '../../../../src/adapters/discord/speaking/place.js';
import { systemHash } from '../../../../src/adapters/system/hash.js';
import { Secret } from '../../../../src/domain/wallet/secret.js';
import type { Post } from '../../../../src/ports/chat.js';
import type { Clock } from '../../../../src/ports/clock.js';
import type { Egress } from '../../../../src/ports/egress.js';
import { openDiscord, type Discord, type Options } from '../../../fakes/discord/open.js';
import type { Message } from '../../../fakes/discord/world.js';
import { fakeEgress } from '../../../fakes/egress.js';
import { fakeLog, type FakeLog } from '../../../fakes/log.js';
import { eagerClock, type EagerClock } from './eager-clock.js';

export type Stage = AsyncDisposable & {
  readonly discord: Discord;
  readonly calls: Calls;
  readonly chat: DiscordChat;
  readonly clock: EagerClock;
  readonly log: FakeLog;
  readonly lacked: string[];
  readonly drafted: string[];
  post(fields?: Partial<Post>): Post;
  /** What somebody reads in a channel: who says what. */
  read(channel: string): string[];
  /** Brings back to the program what stands in a channel, as the gateway would. */
  echo(channel: string): void;
};

type Setting = Omit<Options, 'port' | 'journal'> & Company;

type Company = {
  readonly clock?: Clock;
  readonly egress?: Egress;
  readonly ways?: (calls: Calls, discord: Discord) => readonly Way[];
  readonly channels?: (discord: Discord) => Channels;
  readonly listedHosts?: ReadonlySet<string>;
};

export const teaHouse = {
  people: ['ada', 'bob', { name: 'shy', closed: 50007 as const }],
  guilds: [
    {
      name: 'Tea house',
      owner: 'ada',
      members: ['ada', 'bob', 'shy'],
      channels: [
        'general',
        { name: 'aside', type: 11, parent: 'general' },
        { name: 'forum', type: 15 },
        { name: 'topic', type: 11, parent: 'forum' },
        'elsewhere',
      ],
    },
  ],
};

/** A program that speaks, and a Discord that it speaks on. */
export async function stage({
  plan = teaHouse,
  gateway,
  limits,
  faults,
  seed,
  now,
  ...setting
}: Setting = {}): Promise<Stage> {
  const given = { gateway, limits, faults, seed, now };
  const discord = await openDiscord({
    plan,
    ...Object.fromEntries(Object.entries(given).filter(([, each]) => each !== undefined)),
  });
  const opened = stageOn(discord, setting);
  return {
    ...opened,
    async [Symbol.asyncDispose]() {
      await opened[Symbol.asyncDispose]();
      await discord.close();
    },
  };
}

/** Another such program, on a Discord that is there already. */
export function stageOn(discord: Discord, { clock: own, egress, ways, channels, listedHosts }: Company = {}): Stage {
  const eager = eagerClock();
  const clock = own ?? eager;
  const log = fakeLog();
  const lacked: string[] = [];
  const drafted: string[] = [];
  const calls = callsTo({ apiUrl: discord.apiUrl, token: new Secret(discord.token), clock, requestsPerSecond: 10_000 });
  const chat = discordChat({
    calls,
    clock,
    hash: systemHash(),
    log,
    egress: egress ?? fakeEgress({}),
    apiUrl: discord.apiUrl,
    us: () => ({ applicationId: discord.world.application.id, accountId: discord.world.bot.id }),
    channels: channels?.(discord) ?? (() => undefined),
    avatars: avatars(ways?.(calls, discord) ?? [], clock, log),
    reading: { quote: async () => [], recent: async () => [] },
    lacking: (channelId, lack) => lacked.push(`${channelId} ${lack}`),
    drafted: (_, id) => drafted.push(id),
    ...(listedHosts !== undefined && { listedHosts }),
  });
  return {
    discord,
    calls,
    chat,
    clock: eager,
    log,
    lacked,
    drafted,
    post: fields => aPost({ ...fields, channelId: discord.id(fields?.channelId ?? 'general') }),
    read: channel => discord.visible(channel).map(({ author, content }) => `${author.username}: ${content}`),
    echo(channel) {
      for (const message of discord.visible(channel)) chat.heard(echoOf(message));
    },
    async [Symbol.asyncDispose]() {
      calls.close();
    },
  };
}

const echoOf = (message: Message) => ({
  id: message.id,
  channelId: message.channel_id,
  webhookId: message.webhook_id ?? null,
  name: message.author.username,
  text: message.content,
  nonce: null,
});

export const aPost = (fields: Partial<Post> = {}): Post => ({
  outboxId: 'outbox-1',
  ordinal: 0,
  channelId: '1',
  speaker: { slug: 'lilith', name: 'Lilith', avatar: null },
  text: 'The lantern is lit.',
  footer: null,
  buttons: [],
  reference: 'k3v9q2mx',
  obeys: null,
  inPlaceOf: null,
  mentions: 'none',
  ...fields,
});
