import { REST, Routes } from 'discord.js';
import { expect, test } from 'vitest';
import { together } from './client.ts';

test('carries a thousand messages both ways and forgets none', async () => {
  await using both = await together({ gateway: { remembers: 500 } });
  const { discord, client } = both;
  const heard = new Set<string>();
  const all = new Promise<void>(resolve => {
    client.on('messageCreate', ({ id }) => heard.add(id).size === 2000 && resolve());
  });
  const webhooks = Array.from({ length: 4 }, (_, at) => discord.people.hangWebhook('general', `${at}`));
  const rest = new REST({ api: discord.apiUrl, retries: 0, globalRequestsPerSecond: 10_000 });
  for (let at = 0; at < 1000; at += 1) discord.people.say('general', 'ada', `question ${at}`);
  const speak = async ({ id, token }: { id: string; token: string }) => {
    for (let at = 0; at < 250; at += 1)
      await rest.post(Routes.webhook(id, token), { auth: false, body: { content: `answer ${at}` } });
  };
  await Promise.all(webhooks.map(speak));
  await all;
  expect(discord.visible('general')).toHaveLength(2000);
  expect(new Set(discord.journal.sends().map(({ id }) => id)).size).toBe(1000);
});
