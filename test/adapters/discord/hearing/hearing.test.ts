import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../fakes/discord/build.js';
import { connected } from '../connected.js';

const viewing = 1n << 10n;

const house: Plan = {
  people: [{ name: 'ada', displayName: 'Ada L.' }, 'bob', 'mallory'],
  guilds: [
    {
      name: 'Tea house',
      owner: 'bob',
      roles: [{ name: 'Guests' }, { name: 'Regulars' }],
      members: [{ name: 'ada', nick: 'Countess', roles: ['Guests', 'Regulars'] }, 'bob', 'mallory'],
      channels: [
        { name: 'general', topic: 'Tea, mostly' },
        {
          name: 'cellar',
          overwrites: [
            { for: 'everyone', deny: viewing },
            { for: 'bot', allow: viewing },
          ],
        },
        { name: 'lounge', nsfw: true },
      ],
    },
    { name: 'Night club', nsfwLevel: 3, owner: 'bob', members: ['ada', 'bob'], channels: ['floor'] },
  ],
};

describe('what is said', () => {
  test('arrives with who said it, and where', async () => {
    await using both = await connected({ plan: house });
    const { discord, heard } = both;
    const { id } = discord.people.say('general', 'ada', 'hello');
    const { said } = await heard.nth('said');
    expect(said).toMatchObject({
      id,
      channelId: discord.id('general'),
      channelName: 'general',
      author: { accountId: discord.id('ada'), name: 'Countess', kind: 'person' },
      text: 'hello',
      mentionsUs: false,
      replyTo: null,
      files: [],
      asides: [],
      where: {
        venue: { platform: 'discord', kind: 'guild', guildId: discord.id('Tea house'), isPublic: true },
        parentId: null,
        names: { server: 'Tea house', channel: 'general', thread: null, topic: 'Tea, mostly' },
        isAgeRestricted: false,
        roles: ['Regulars', 'Guests'],
      },
    });
  });

  test('in private has no server and no names', async () => {
    await using both = await connected({ plan: house });
    both.discord.people.whisper('ada', 'psst');
    const { said } = await both.heard.nth('said');
    expect(said.author.name).toBe('Ada L.');
    expect(said.channelName).toBeNull();
    expect(said.where).toEqual({
      venue: { channelId: said.channelId, platform: 'discord', kind: 'dm', guildId: null, isPublic: false },
      parentId: null,
      names: null,
      isAgeRestricted: false,
      roles: [],
    });
  });

  test('in a hidden channel is not public', async () => {
    await using both = await connected({ plan: house });
    both.discord.people.say('cellar', 'bob', 'hush');
    expect((await both.heard.nth('said')).said.where.venue.isPublic).toBe(false);
  });

  test('is restricted by age where the channel is, in its threads, and in a server that is', async () => {
    await using both = await connected({ plan: house });
    const { discord, heard } = both;
    discord.people.openThread('lounge', 'sofa', 'ada');
    discord.people.say('lounge', 'ada', 'one');
    discord.people.say('sofa', 'ada', 'two');
    discord.people.say('floor', 'ada', 'three');
    await heard.nth('said', 2);
    expect(heard.of('said').map(({ said }) => [said.text, said.where.isAgeRestricted])).toEqual([
      ['one', true],
      ['two', true],
      ['three', true],
    ]);
  });

  test('in a thread says whose thread it is', async () => {
    await using both = await connected({ plan: house });
    const { discord, heard } = both;
    discord.people.openThread('general', 'scones', 'ada');
    discord.people.openThread('general', 'secret', 'ada', 12);
    discord.people.say('scones', 'ada', 'with cream');
    const { said } = await heard.nth('said');
    expect(said.where).toMatchObject({
      venue: { kind: 'thread', isPublic: true },
      parentId: discord.id('general'),
      names: { channel: 'general', thread: 'scones', topic: 'Tea, mostly' },
      isAgeRestricted: false,
    });
  });

  test('mentions us only where the text does', async () => {
    await using both = await connected({ plan: house });
    const { discord, heard } = both;
    discord.people.say('general', 'ada', `<@${discord.id('bot')}> tea?`);
    const { said } = await heard.nth('said');
    discord.people.say('general', 'ada', 'everybody: tea? @everyone', { replyTo: said.id });
    await heard.nth('said', 1);
    expect(heard.of('said').map(each => each.said.mentionsUs)).toEqual([true, false]);
  });

  test('brings what it replies to', async () => {
    await using both = await connected({ plan: house });
    const { discord, heard } = both;
    const first = discord.people.say('general', 'ada', 'milk first');
    discord.people.say('general', 'bob', 'never', { replyTo: first.id });
    await heard.nth('said', 1);
    expect(heard.of('said')[1]?.said.replyTo).toMatchObject({
      messageId: first.id,
      channelId: discord.id('general'),
      message: { id: first.id, text: 'milk first', author: { accountId: discord.id('ada'), kind: 'person' } },
    });
  });

  test('brings stickers, embeds, polls, forwards and files', async () => {
    await using both = await connected({ plan: house });
    const { discord, heard } = both;
    const first = discord.people.say('general', 'bob', 'the recipe', {
      attachments: [{ name: 'scones.txt', text: 'flour' }],
    });
    discord.people.say('general', 'ada', '', { forward: { channel: 'general', message: first.id } });
    discord.people.say('general', 'ada', 'look', {
      stickers: [{ id: '900', name: 'Wave' }],
      embeds: [{ title: 'Tea', description: 'A leaf', fields: [{ name: 'Origin', value: 'Assam' }] }],
      poll: { question: { text: 'Milk?' }, answers: [{ poll_media: { text: 'Yes' } }, { poll_media: { text: 'No' } }] },
    });
    await heard.nth('said', 2);
    const [, forward, last] = heard.of('said').map(({ said }) => said);
    expect(forward).toMatchObject({ replyTo: null, files: [{ name: 'scones.txt', bytes: 5 }] });
    expect(forward?.asides).toEqual(['A forwarded message: the recipe']);
    expect(last?.asides).toEqual([
      'A sticker: Wave',
      'A poll: Milk? (Yes / No)',
      'An embed: Tea — A leaf — Origin: Assam',
    ]);
  });

  test('is told apart by who sent it: a proxy, another bot, ourselves', async () => {
    await using both = await connected({ plan: house });
    const { discord, heard } = both;
    discord.people.speakByProxy('general', 'as Lucy', { name: 'Lucy' });
    discord.people.speakByProxy('general', 'as a stranger', { name: 'Stranger', applicationId: '123456789012345678' });
    discord.people.speakByProxy('general', 'as us', { name: 'Lilith', applicationId: discord.id('application') });
    await heard.nth('said', 2);
    expect(heard.of('said').map(({ said }) => said.author.kind)).toEqual(['proxy', 'bot', 'self']);
  });

  test('by ourselves is echoed with the webhook and the name it went under', async () => {
    await using both = await connected({ plan: house });
    const { discord, heard } = both;
    const sent = discord.people.speakByProxy('general', 'as us', {
      name: 'Lilith',
      applicationId: discord.id('application'),
    });
    const { echo } = await heard.nth('echo');
    expect(echo).toMatchObject({ id: sent.id, channelId: discord.id('general'), name: 'Lilith', text: 'as us' });
    expect(echo.webhookId).toBe(sent.webhook_id);
  });

  test('is not what Discord tells in the name of people', async () => {
    await using both = await connected({ plan: house });
    const { discord, heard } = both;
    for (const type of [6, 7, 8, 18, 21, 46]) discord.people.say('general', 'ada', 'joined', { type });
    discord.people.say('general', 'ada', 'hello');
    expect((await heard.nth('said')).said.text).toBe('hello');
    expect(heard.of('said')).toHaveLength(1);
  });

  test('waits for a channel that nobody knows yet, and what is said next in it waits as well', async () => {
    await using both = await connected({ plan: house });
    const { discord, heard } = both;
    discord.faults.gateway.lose('THREAD_CREATE');
    discord.people.openThread('lounge', 'sofa', 'ada');
    const { id } = discord.people.say('sofa', 'ada', 'one');
    discord.people.say('sofa', 'ada', 'two');
    discord.people.erase('sofa', id);
    await heard.nth('erased');
    expect(heard.all.slice(1).map(each => (each.what === 'said' ? each.said.text : each.what))).toEqual([
      'one',
      'two',
      'erased',
    ]);
    expect(heard.of('said')[0]?.said.where).toMatchObject({ venue: { kind: 'thread' }, isAgeRestricted: true });
  });

  test('where Discord does not say where it was, says that nobody knows', async () => {
    await using both = await connected({ plan: house });
    const { discord, heard } = both;
    discord.faults.gateway.lose('THREAD_CREATE');
    discord.faults.add({ on: 'GET /channels/:channel', fault: { before: { status: 403, code: 50001 } } });
    discord.people.openThread('lounge', 'sofa', 'ada');
    discord.people.say('sofa', 'ada', 'one');
    const { said } = await heard.nth('said');
    expect(said.where).toMatchObject({ isAgeRestricted: null, venue: { isPublic: false } });
  });
});

describe('what becomes of it', () => {
  test('is told once when somebody changes it, and not when Discord finds an embed', async () => {
    await using both = await connected({ plan: house });
    const { discord, heard } = both;
    const { id } = discord.people.say('general', 'ada', 'a link');
    discord.people.unfurl('general', id, [{ title: 'Tea' }]);
    discord.people.edit('general', id, 'another link');
    discord.people.unfurl('general', id, [{ title: 'More tea' }]);
    discord.people.erase('general', id);
    await heard.nth('erased');
    expect(heard.of('edited').map(({ edited }) => edited)).toEqual([
      { id, channelId: discord.id('general'), text: 'another link' },
    ]);
    expect(heard.of('erased').map(({ erased }) => erased)).toEqual([{ channelId: discord.id('general'), ids: [id] }]);
  });

  test('is told of many at once, and of messages from before we were there', async () => {
    await using both = await connected({ plan: house });
    const { discord, heard } = both;
    const ids = ['one', 'two', 'three'].map(text => discord.people.say('general', 'ada', text).id);
    discord.people.eraseAll('general', ids);
    expect((await heard.nth('erased')).erased.ids.toSorted()).toEqual(ids.toSorted());
  });

  test('is told of reactions, also in private', async () => {
    await using both = await connected({ plan: house });
    const { discord, heard } = both;
    const { id, channel_id: channelId } = discord.people.whisper('ada', 'psst');
    discord.people.react(channelId, id, 'ada', '🍵');
    expect((await heard.nth('reacted')).reaction).toEqual({
      channelId,
      messageId: id,
      accountId: discord.id('ada'),
      emoji: '🍵',
    });
  });
});
