import { Client, GatewayIntentBits, Options, Partials, type ClientOptions } from 'discord.js';
import { once } from 'node:events';
import { openDiscord, type Discord, type Options as DiscordOptions } from './open.ts';

const every = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMembers,
  GatewayIntentBits.GuildWebhooks,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.GuildMessageReactions,
  GatewayIntentBits.GuildMessageTyping,
  GatewayIntentBits.DirectMessages,
  GatewayIntentBits.DirectMessageReactions,
  GatewayIntentBits.MessageContent,
];

/** The real client, pointed at the fake. Nothing in it is changed but addresses, and how long it waits to identify again. */
export function clientOf(discord: Discord, options: Partial<ClientOptions> = {}): Client {
  const { rest, ...others } = options;
  return new Client({
    intents: every,
    partials: [Partials.Message, Partials.Channel, Partials.Reaction, Partials.GuildMember, Partials.User],
    makeCache: Options.cacheEverything(),
    ws: { buildIdentifyThrottler: () => ({ waitForIdentify: () => Promise.resolve() }) },
    ...others,
    rest: { api: discord.apiUrl, cdn: discord.cdnUrl, ...rest },
  });
}

export type Together = AsyncDisposable & { readonly discord: Discord; readonly client: Client<true> };

/** A fake and a client that is ready. */
export async function together(
  options: DiscordOptions = {},
  clientOptions: Partial<ClientOptions> = {},
): Promise<Together> {
  const discord = await openDiscord(options);
  const client = clientOf(discord, clientOptions);
  const ready = once(client, 'clientReady');
  await client.login(discord.token);
  await ready;
  if (!client.isReady()) throw new Error('The client said it was ready, and is not.');
  return {
    discord,
    client,
    async [Symbol.asyncDispose]() {
      await client.destroy();
      await discord.close();
    },
  };
}
