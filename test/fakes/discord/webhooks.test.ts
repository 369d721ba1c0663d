import { once } from 'node:events';
import { REST, Routes, WebhookClient, type TextChannel } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { together, type Together } from './client.ts';
import { openDiscord } from './open.ts';

const general = async ({ client, discord }: Together): Promise<TextChannel> => {
  const channel = await client.channels.fetch(discord.id('general'));
  if (channel?.type !== 0) throw new Error('no text channel');
  return channel;
};

const button = (customId: string) => ({
  type: 1,
  components: [{ type: 2, style: 2, label: 'again', custom_id: customId }],
});

describe('webhooks', () => {
  test('speak under any name, and the bot hears itself', async () => {
    await using both = await together();
    const webhook = await (await general(both)).createWebhook({ name: 'Tzurot' });
    const echo = once(both.client, 'messageCreate');
    const sent = await webhook.send({ content: 'meow', username: 'Lila' });
    expect((await echo)[0]).toMatchObject({
      id: sent.id,
      webhookId: webhook.id,
      applicationId: both.client.application.id,
      author: { username: 'Lila', bot: true },
    });
    await webhook.editMessage(sent.id, 'purr');
    expect(both.discord.visible('general')).toMatchObject([
      { content: 'purr', author: { id: webhook.id, discriminator: '0000' } },
    ]);
    await webhook.deleteMessage(sent.id);
    expect(both.discord.visible('general')).toEqual([]);
    expect(both.discord.journal.sends({ webhookId: webhook.id })).toHaveLength(1);
  });

  test('carry buttons only when the application owns them', async () => {
    await using both = await together();
    const own = await (await general(both)).createWebhook({ name: 'Tzurot' });
    const foreign = both.discord.people.hangWebhook('general', 'Somebody');
    const rest = new REST({ api: both.discord.apiUrl, retries: 0 });
    const send = (id: string, token: string, flag: boolean) =>
      rest.post(Routes.webhook(id, token), {
        auth: false,
        query: new URLSearchParams({ wait: 'true', ...(flag ? { with_components: 'true' } : {}) }),
        body: { content: 'x', components: [button('b')] },
      });
    expect(await send(own.id, own.token ?? '', true)).toMatchObject({
      components: [{ components: [{ custom_id: 'b' }] }],
    });
    expect(await send(foreign.id, foreign.token, false)).toMatchObject({ components: [] });
    await expect(send(foreign.id, foreign.token, true)).rejects.toMatchObject({ code: 50035 });
  });

  test('speak in threads and forums, where they are told which', async () => {
    await using both = await together({
      plan: {
        people: ['ada'],
        guilds: [{ name: 'g', members: ['ada'], channels: ['general', { name: 'forum', type: 15 }] }],
      },
    });
    const { discord } = both;
    const webhook = await (await general(both)).createWebhook({ name: 'Tzurot' });
    const thread = discord.people.openThread('general', 'aside', 'ada');
    await webhook.send({ content: 'in here', threadId: thread.id });
    expect(discord.visible('aside')).toMatchObject([{ content: 'in here' }]);
    await expect(webhook.send({ content: 'x', threadId: '1' })).rejects.toMatchObject({ code: 10003 });
    await expect(webhook.send({ content: 'x', threadName: 'new' })).rejects.toMatchObject({ code: 220003 });
    const forum = discord.people.hangWebhook('forum', 'Tzurot', both.client.application.id);
    const speaker = new WebhookClient({ id: forum.id, token: forum.token }, { rest: { api: discord.apiUrl } });
    await expect(speaker.send('x')).rejects.toMatchObject({ code: 220001 });
    const { channel_id: opened } = await speaker.send({ content: 'first', threadName: 'a post' });
    expect(discord.world.channels.get(opened)).toMatchObject({ name: 'a post', parent_id: discord.id('forum') });
    await expect(speaker.send({ content: 'x', threadId: opened, threadName: 'y' })).rejects.toMatchObject({
      code: 220002,
    });
  });

  test('are refused under names that Discord keeps for itself, and with the wrong token', async () => {
    await using both = await together();
    const webhook = await (await general(both)).createWebhook({ name: 'Tzurot' });
    for (const username of ['Clyde', 'my DISCORD', 'x'.repeat(81)])
      await expect(webhook.send({ content: 'x', username })).rejects.toMatchObject({ code: 50035 });
    const wrong = new WebhookClient({ id: webhook.id, token: 'x'.repeat(68) }, { rest: { api: both.discord.apiUrl } });
    await expect(wrong.send('x')).rejects.toMatchObject({ status: 401, code: 50027 });
    both.discord.people.removeWebhooks('general');
    await expect(webhook.send('x')).rejects.toMatchObject({ status: 404, code: 10015 });
    expect(both.discord.visible('general')).toEqual([]);
  });

  test('are fifteen in a channel at most', async () => {
    await using both = await together();
    const channel = await general(both);
    for (let at = 0; at < 15; at += 1) both.discord.people.hangWebhook('general', `number ${at}`);
    await expect(channel.createWebhook({ name: 'one more' })).rejects.toMatchObject({ code: 30007 });
    const listed = await channel.fetchWebhooks();
    expect(listed.size).toBe(15);
    expect([...listed.values()].every(({ token }) => token === null)).toBe(true);
  });

  test('of a proxy copy what a person said, and then the original goes', async () => {
    await using discord = await openDiscord();
    const { original, copy } = discord.people.speakProxied('general', 'ada', 'L: hi', 'hi', {
      name: 'Lila',
      eraseAfterMs: 1,
    });
    expect(copy).toMatchObject({ application_id: '466378653216014359', author: { username: 'Lila' } });
    await discord.journal.until(({ what, id }) => what === 'erase' && id === original.id);
    expect(discord.visible('general').map(({ id }) => id)).toEqual([copy.id]);
  });
});
