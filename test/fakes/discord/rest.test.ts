import { once } from 'node:events';
import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { REST, PermissionFlagsBits, Routes } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { together } from './client.ts';
import { openDiscord, type Discord } from './open.ts';
import { timeOf } from './snowflake.ts';

const restOf = (discord: Discord, token = discord.token): REST =>
  new REST({ api: discord.apiUrl, retries: 0, timeout: 2000 }).setToken(token);

const general = (discord: Discord) => Routes.channelMessages(discord.id('general'));

describe('reading and writing', () => {
  test('sends, edits and deletes what the bot says, and tells the bot itself', async () => {
    await using both = await together();
    const channel = await both.client.channels.fetch(both.discord.id('general'));
    if (!channel?.isSendable()) throw new Error('no channel');
    const echo = once(both.client, 'messageCreate');
    const sent = await channel.send({ content: 'tea?', embeds: [{ title: 'menu' }] });
    expect((await echo)[0].id).toBe(sent.id);
    await sent.edit('coffee?');
    expect(both.discord.visible('general')).toMatchObject([{ content: 'coffee?', author: { bot: true } }]);
    await sent.delete();
    expect(both.discord.visible('general')).toEqual([]);
    expect(
      both.discord.journal.entries.filter(({ what }) => ['message', 'edit', 'erase'].includes(what)),
    ).toMatchObject([
      { what: 'message', by: 'program', content: 'tea?' },
      { what: 'edit', content: 'coffee?' },
      { what: 'erase', id: sent.id },
    ]);
  });

  test('lists what was said before, after and around', async () => {
    await using discord = await openDiscord();
    const rest = restOf(discord);
    const ids = Array.from({ length: 7 }, (_, at) => discord.people.say('general', 'ada', `line ${at}`).id);
    const list = async (query: Record<string, string>) => {
      const found = await rest.get(general(discord), { query: new URLSearchParams(query) });
      return Array.isArray(found) ? found.map(({ content }) => content.slice(5)) : [];
    };
    expect(await list({})).toEqual(['6', '5', '4', '3', '2', '1', '0']);
    expect(await list({ limit: '2', before: ids[3] ?? '' })).toEqual(['2', '1']);
    expect(await list({ limit: '2', after: ids[3] ?? '' })).toEqual(['5', '4']);
    expect(await list({ limit: '3', around: ids[3] ?? '' })).toEqual(['4', '3', '2']);
    discord.people.erase('general', ids[2] ?? '');
    expect(await list({ limit: '3', before: ids[4] ?? '' })).toEqual(['3', '1', '0']);
    await expect(list({ limit: '101' })).rejects.toMatchObject({ status: 400, code: 50035 });
  });

  test('makes one message of a nonce that is enforced, for some minutes', async () => {
    let now = Date.UTC(2026, 0, 1);
    await using discord = await openDiscord({ now: () => now });
    const rest = restOf(discord);
    const send = () => rest.post(general(discord), { body: { content: 'once', nonce: 'n1', enforce_nonce: true } });
    const [first, second] = [await send(), await send()];
    expect(second).toMatchObject(first ?? {});
    expect(discord.journal.sends({ nonce: 'n1' })).toHaveLength(1);
    now += 10 * 60_000;
    await send();
    expect(discord.visible('general')).toHaveLength(2);
    await expect(rest.post(general(discord), { body: { content: 'x', nonce: 'n'.repeat(26) } })).rejects.toMatchObject({
      code: 50035,
    });
  });

  test('pings whom the program lets it ping, and no one else', async () => {
    await using discord = await openDiscord();
    const rest = restOf(discord);
    const content = `<@${discord.id('ada')}> <@${discord.id('bob')}> @everyone`;
    const send = (more: object) => rest.post(general(discord), { body: { content, ...more } });
    await send({});
    await send({ allowed_mentions: { parse: [] } });
    await send({ allowed_mentions: { parse: [], users: [discord.id('bob')] } });
    expect(
      discord.visible('general').map(({ mentions, mention_everyone }) => [mentions.length, mention_everyone]),
    ).toEqual([
      [2, true],
      [0, false],
      [1, false],
    ]);
    expect(discord.journal.requests().map(({ saysWhoIsPinged }) => saysWhoIsPinged)).toEqual([false, true, true]);
  });

  test('carries a forwarded message and a quoted one', async () => {
    await using discord = await openDiscord();
    const { id } = discord.people.say('general', 'ada', 'hear, hear');
    discord.people.say('general', 'bob', '', { forward: { channel: 'general', message: id } });
    await restOf(discord).post(general(discord), { body: { content: 'so?', message_reference: { message_id: id } } });
    expect(discord.visible('general').slice(1)).toMatchObject([
      { message_reference: { type: 1 }, message_snapshots: [{ message: { content: 'hear, hear' } }] },
      { type: 19, referenced_message: { id, content: 'hear, hear' } },
    ]);
  });

  test('keeps files, and serves them', async () => {
    await using discord = await openDiscord();
    const files = [{ name: 'leaf.txt', data: Buffer.from('green'), contentType: 'text/plain' }];
    await restOf(discord).post(general(discord), { body: { attachments: [{ id: 0, description: 'a leaf' }] }, files });
    const [attachment] = discord.visible('general')[0]?.attachments ?? [];
    expect(attachment).toMatchObject({ filename: 'leaf.txt', size: 5, description: 'a leaf' });
    const [response] = await once(get(attachment?.url ?? ''), 'response');
    expect([response.statusCode, response.headers['content-type'], await text(response)]).toEqual([
      200,
      'text/plain',
      'green',
    ]);
    discord.people.loseFile(attachment?.url ?? '');
    const [gone] = await once(get(attachment?.url ?? ''), 'response');
    expect(gone.resume().statusCode).toBe(404);
  });

  test('hides what is said from an application that may not read messages', async () => {
    await using discord = await openDiscord({
      plan: {
        people: ['ada'],
        application: { flags: 0 },
        guilds: [{ name: 'g', members: ['ada'], channels: ['general'] }],
      },
    });
    discord.people.say('general', 'ada', 'a secret');
    discord.people.say('general', 'ada', `<@${discord.id('bot')}> a question`);
    expect(await restOf(discord).get(general(discord))).toMatchObject([
      { content: expect.stringContaining('question') },
      { content: '' },
    ]);
  });

  test('makes ids that say when they were made', async () => {
    const now = Date.UTC(2026, 5, 1);
    await using discord = await openDiscord({ now: () => now });
    const [first, second] = [discord.people.say('general', 'ada', '1'), discord.people.say('general', 'ada', '2')];
    const older = discord.people.say('general', 'ada', '0', { at: now - 60_000 });
    expect([timeOf(first.id), timeOf(older.id)]).toEqual([now, now - 60_000]);
    expect(discord.visible('general').map(({ id }) => id)).toEqual([older.id, first.id, second.id]);
    expect(discord.world.channels.get(discord.id('general'))?.last_message_id).toBe(second.id);
  });
});

describe('what is refused', () => {
  test('a wrong token, which is counted', async () => {
    await using discord = await openDiscord();
    await expect(restOf(discord, 'wrong').get('/users/@me')).rejects.toMatchObject({ status: 401 });
    expect(discord.journal.invalidRequests).toBe(1);
  });

  test.each([
    ['a text that is too long', { content: 'x'.repeat(2001) }, 400, 50035],
    ['a message with nothing in it', { content: ' ' }, 400, 50006],
    ['a reply to nothing', { content: 'x', message_reference: { message_id: '1' } }, 400, 50035],
    [
      'embeds that are too long together',
      { embeds: [1, 2].map(() => ({ description: 'x'.repeat(4000) })) },
      400,
      50035,
    ],
    [
      'an id of a button that is too long',
      {
        content: 'x',
        components: [{ type: 1, components: [{ type: 2, style: 1, label: 'x', custom_id: 'x'.repeat(101) }] }],
      },
      400,
      50035,
    ],
  ])('%s', async (_, body, status, code) => {
    await using discord = await openDiscord();
    await expect(restOf(discord).post(general(discord), { body })).rejects.toMatchObject({ status, code });
    expect(discord.visible('general')).toEqual([]);
  });

  test('nothing that counts two thousand characters, however many bytes they take', async () => {
    await using discord = await openDiscord();
    await restOf(discord).post(general(discord), { body: { content: '🍵'.repeat(2000) } });
    expect(discord.visible('general')).toHaveLength(1);
  });

  test.each([
    ['seeing', PermissionFlagsBits.ViewChannel, 50001, {}],
    ['writing', PermissionFlagsBits.SendMessages, 50013, {}],
    ['embeds', PermissionFlagsBits.EmbedLinks, 50013, { embeds: [{ title: 'x' }] }],
    ['replies', PermissionFlagsBits.ReadMessageHistory, 160002, { message_reference: { message_id: '1' } }],
  ])('%s without the permission', async (_, deny, code, more) => {
    await using discord = await openDiscord();
    discord.people.permit('general', [{ for: 'bot', deny }]);
    await expect(restOf(discord).post(general(discord), { body: { content: 'x', ...more } })).rejects.toMatchObject({
      code,
    });
  });

  test('nothing, where the channel allows what the guild does not', async () => {
    await using discord = await openDiscord({
      plan: {
        people: ['ada'],
        guilds: [{ name: 'quiet', everyone: '0', botMay: '1024', members: ['ada'], channels: ['general'] }],
      },
    });
    const send = () => restOf(discord).post(general(discord), { body: { content: 'x' } });
    await expect(send()).rejects.toMatchObject({ status: 403, code: 50013 });
    discord.people.permit('general', [{ for: 'everyone', allow: '2048' }]);
    await send();
    expect(discord.visible('general')).toHaveLength(1);
  });

  test('direct messages to who wants none', async () => {
    await using discord = await openDiscord();
    const rest = restOf(discord);
    const { id } = discord.people.whisper('ada', 'hi');
    const [dm] = [discord.world.dms.get(discord.id('ada')) ?? ''];
    expect(await rest.post('/users/@me/channels', { body: { recipient_id: discord.id('ada') } })).toMatchObject({
      id: dm,
    });
    discord.people.closeDms('ada', 50278);
    await expect(rest.post(Routes.channelMessages(dm), { body: { content: 'x' } })).rejects.toMatchObject({
      status: 403,
      code: 50278,
    });
    expect(discord.visible(dm).map(message => message.id)).toEqual([id]);
  });

  test('what is not there, by its name', async () => {
    await using discord = await openDiscord();
    const rest = restOf(discord);
    await expect(rest.get('/channels/1')).rejects.toMatchObject({ status: 404, code: 10003 });
    await expect(rest.get(`${general(discord)}/1`)).rejects.toMatchObject({ status: 404, code: 10008 });
    await expect(rest.get('/webhooks/1')).rejects.toMatchObject({ status: 404, code: 10015 });
    await expect(rest.post('/webhooks/1/x', { body: { content: 'x' }, auth: false })).rejects.toMatchObject({
      code: 10015,
    });
  });

  test('locked threads; those that are only archived come back', async () => {
    await using discord = await openDiscord();
    const thread = discord.people.openThread('general', 'about tea', 'ada');
    const send = () => restOf(discord).post(Routes.channelMessages(thread.id), { body: { content: 'x' } });
    discord.people.changeChannel(thread.id, { archived: true, locked: true });
    await expect(send()).rejects.toMatchObject({ code: 50083 });
    discord.people.changeChannel(thread.id, { locked: false });
    await send();
    expect(discord.world.channels.get(thread.id)?.thread_metadata?.archived).toBe(false);
  });
});

test('keeps commands and emojis', async () => {
  await using both = await together();
  const { application } = both.client;
  await application.commands.set([{ name: 'ping', description: 'Is anybody there?' }]);
  await application.commands.set([{ name: 'help', description: 'Help.' }], both.discord.id('Tea house'));
  expect((await application.commands.fetch()).map(({ name }) => name)).toEqual(['ping']);
  await expect(application.commands.create({ name: 'Ping Pong', description: 'x' })).rejects.toMatchObject({
    code: 50035,
  });
  const emoji = await application.emojis.create({ name: 'leaf', attachment: Buffer.from('89504e47', 'hex') });
  expect((await application.emojis.fetch()).map(({ id }) => id)).toEqual([emoji.id]);
  await expect(
    application.emojis.create({
      name: 'tree',
      attachment: Buffer.concat([Buffer.from('89504e47', 'hex'), Buffer.alloc(256 * 1024)]),
    }),
  ).rejects.toMatchObject({ code: 50035 });
});
