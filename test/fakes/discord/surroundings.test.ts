import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { clientOf, together } from './client.ts';
import { openDiscord } from './open.ts';

describe('what changes around the program', () => {
  test('is told: channels, threads, guilds, members, webhooks, typing', async () => {
    await using both = await together();
    const { client, discord } = both;
    const { people } = discord;
    const next = async (event: string, act: () => unknown) => {
      const coming = once(client, event);
      act();
      return await coming;
    };
    expect(
      (await next('channelCreate', () => people.openChannel('Tea house', { name: 'kitchen', nsfw: true })))[0],
    ).toMatchObject({ name: 'kitchen', nsfw: true });
    expect((await next('channelUpdate', () => people.changeChannel('kitchen', { name: 'cellar' })))[1].name).toBe(
      'cellar',
    );
    expect((await next('threadCreate', () => people.openThread('kitchen', 'about cups', 'ada')))[0]).toMatchObject({
      name: 'about cups',
      parentId: discord.id('kitchen'),
    });
    expect((await next('threadUpdate', () => people.changeChannel('about cups', { archived: true })))[1].archived).toBe(
      true,
    );
    expect((await next('threadDelete', () => people.closeChannel('about cups')))[0].name).toBe('about cups');
    expect((await next('webhooksUpdate', () => people.hangWebhook('kitchen', 'x')))[0].name).toBe('cellar');
    expect(
      (await next('guildMemberUpdate', () => people.changeMember('Tea house', 'ada', { nick: 'Countess' })))[1]
        .nickname,
    ).toBe('Countess');
    expect((await next('typingStart', () => people.type('general', 'bob')))[0].user.username).toBe('bob');
    expect((await next('guildUpdate', () => people.changeGuild('Tea house', { nsfw_level: 3 })))[1].nsfwLevel).toBe(3);
    expect((await next('channelDelete', () => people.closeChannel('kitchen')))[0].name).toBe('cellar');
    expect(
      (await next('guildCreate', () => people.invite({ name: 'Annex', members: ['bob'], channels: ['hall'] })))[0].name,
    ).toBe('Annex');
    expect((await next('guildUnavailable', () => people.expel('Annex', true)))[0].name).toBe('Annex');
    await next('guildAvailable', () => people.returnGuild('Annex'));
    expect((await next('guildDelete', () => people.expel('Annex')))[0].name).toBe('Annex');
  });

  test('takes the messages and webhooks of a channel along with it', async () => {
    await using both = await together();
    const webhook = both.discord.people.hangWebhook('general', 'Lila', both.client.application.id);
    both.discord.people.closeChannel('general');
    await expect(both.client.rest.get(`/webhooks/${webhook.id}`)).rejects.toMatchObject({ code: 10015 });
    await expect(both.client.rest.get(`/channels/${webhook.channel_id}/messages`)).rejects.toMatchObject({
      code: 10003,
    });
  });

  test('of its token makes REST and the gateway refuse the old one', async () => {
    await using both = await together();
    both.discord.people.resetToken('another');
    const gone = once(both.client, 'shardDisconnect');
    both.discord.faults.gateway.close(4004);
    expect((await gone)[0].code).toBe(4004);
    await expect(both.client.rest.get('/users/@me')).rejects.toMatchObject({ status: 401 });
  });
});

test('who identifies too soon gets an invalid session', async () => {
  let now = Date.now();
  await using discord = await openDiscord({ now: () => now, gateway: { identifySpacing: 5000 } });
  const [first, second] = [clientOf(discord), clientOf(discord)];
  try {
    await first.login(discord.token);
    void second.login(discord.token).catch(() => {});
    await discord.journal.until(({ isTooSoon }) => isTooSoon === true);
    now += 5000;
    await once(second, 'clientReady');
    expect(discord.journal.identifies().map(({ isTooSoon }) => isTooSoon)).toEqual([false, true, false]);
  } finally {
    await first.destroy();
    await second.destroy();
  }
});
