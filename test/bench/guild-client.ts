import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Client, GatewayIntentBits } from 'discord.js';
import { discordStation } from '../../dist/adapters/discord/station.js';
import { systemClock } from '../../dist/adapters/system/clock.js';
import { Secret } from '../../dist/domain/wallet/secret.js';

/* In a process of its own: connects as it is told, and tells what that keeps in memory, then and after the last message. */

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');

const [kind = '', apiUrl = '', token = '', lastWord = ''] = process.argv.slice(2);
const nothing = () => {};
const over = Promise.withResolvers<void>();
const hear = (text: string) => {
  if (text === lastWord) over.resolve();
};

async function ours(): Promise<void> {
  const station = discordStation(
    { clock: systemClock(), log: { debug: nothing, info: nothing, warn: nothing, error: nothing } },
    { apiUrl, token: new Secret(token) },
  );
  await station.open({
    said: ({ text }) => hear(text),
    edited: nothing,
    erased: nothing,
    reacted: nothing,
    asked: nothing,
    lacking: nothing,
    connected: nothing,
    interrupted: nothing,
    ended: nothing,
  });
}

/** The client with what it does by itself, which hears the same. */
async function bare(): Promise<void> {
  const { Guilds, GuildMessages, MessageContent, DirectMessages } = GatewayIntentBits;
  const client = new Client({
    intents: [Guilds, GuildMessages, MessageContent, DirectMessages],
    rest: { api: apiUrl },
  });
  client.on('messageCreate', ({ content }) => hear(content));
  const ready = once(client, 'clientReady');
  await client.login(token);
  await ready;
}

async function tell(): Promise<void> {
  for (let time = 0; time < 5; time++) {
    await new Promise(resolve => setTimeout(resolve, 50));
    if (typeof collect === 'function') collect();
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send?.({ resident: rss, kept: heapUsed + external });
}

await (kind === 'ours' ? ours() : bare());
await tell();
await over.promise;
await tell();
process.disconnect();
process.exit();
