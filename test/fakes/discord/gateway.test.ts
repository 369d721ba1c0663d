import { once } from 'node:events';
import { GatewayIntentBits, type Message } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { clientOf, together, type Together } from './client.ts';
import { openDiscord } from './open.ts';

const nextMessage = async ({ client }: Together): Promise<Message> => (await once(client, 'messageCreate'))[0];

/** What the client reads, in order, as it reads it. */
const heardBy = ({ client }: Together): string[] => {
  const heard: string[] = [];
  client.on('messageCreate', ({ content }) => heard.push(content));
  return heard;
};

describe('the gateway', () => {
  test('brings the guilds with their channels, roles and members', async () => {
    await using both = await together();
    const guild = both.client.guilds.cache.get(both.discord.id('Tea house'));
    expect(guild?.channels.cache.map(({ name }) => name)).toEqual(['general']);
    expect(guild?.members.cache.map(({ user }) => user.username).toSorted()).toEqual([
      'Tzurot',
      'ada',
      'bob',
      'mallory',
    ]);
    expect(guild?.members.me?.permissions.has('ManageWebhooks')).toBe(true);
  });

  test('tells what people say, to whom it is a reply, and who is named', async () => {
    await using both = await together();
    const heard = nextMessage(both);
    const first = both.discord.people.say('general', 'ada', 'hello');
    expect(await heard).toMatchObject({ id: first.id, content: 'hello', author: { username: 'ada' } });
    const again = nextMessage(both);
    both.discord.people.say('general', 'bob', `<@${both.discord.id('ada')}> hi`, { replyTo: first.id });
    const reply = await again;
    expect(reply.reference?.messageId).toBe(first.id);
    expect(reply.mentions.users.map(({ username }) => username)).toEqual(['ada']);
  });

  test('tells of direct messages, edits, deletions and reactions', async () => {
    await using both = await together();
    const { client, discord } = both;
    const heard = nextMessage(both);
    const { id, channel_id: dm } = discord.people.whisper('ada', 'psst');
    expect(await heard).toMatchObject({ content: 'psst', guildId: null });
    const edited = once(client, 'messageUpdate');
    discord.people.edit(dm, id, 'psst!');
    expect((await edited)[1]).toMatchObject({ content: 'psst!' });
    const reacted = once(client, 'messageReactionAdd');
    discord.people.react(dm, id, 'ada', '🍵');
    expect((await reacted)[0].emoji.name).toBe('🍵');
    const erased = once(client, 'messageDelete');
    discord.people.erase(dm, id);
    expect((await erased)[0].id).toBe(id);
  });

  test('replays what was missed to who resumes', async () => {
    await using both = await together();
    const heard = heardBy(both);
    const { discord } = both;
    discord.faults.gateway.drop();
    await discord.journal.until(({ what }) => what === 'disconnect');
    discord.people.say('general', 'ada', 'missed one');
    discord.people.say('general', 'ada', 'missed two');
    const resumed = await discord.journal.until(({ what }) => what === 'resumed');
    expect(resumed).toMatchObject({ replayed: 2 });
    discord.people.say('general', 'ada', 'and on');
    await until(both, () => heard.length === 3);
    expect(heard).toEqual(['missed one', 'missed two', 'and on']);
    expect(discord.journal.identifies()).toHaveLength(1);
  });

  test('makes who resumes a forgotten session identify again', async () => {
    await using both = await together();
    const heard = heardBy(both);
    both.discord.faults.gateway.forget();
    both.discord.faults.gateway.drop();
    const again = once(both.client, 'shardReady');
    await both.discord.journal.until(({ what }) => what === 'resume');
    both.discord.people.say('general', 'ada', 'nobody hears this');
    await again;
    expect(both.discord.journal.identifies()).toHaveLength(2);
    both.discord.people.say('general', 'ada', 'everybody hears this');
    await until(both, () => heard.length > 0);
    expect(heard).toEqual(['everybody hears this']);
  });

  test.each([
    ['a request to reconnect', 'reconnect'],
    ['a resumable invalid session', 'invalidate'],
    ['close code 4000', 'close'],
  ] as const)('lets the client resume after %s', async (_, how) => {
    await using both = await together();
    const { gateway } = both.discord.faults;
    const resumed = once(both.client, 'shardResume');
    if (how === 'reconnect') gateway.reconnect();
    if (how === 'invalidate') gateway.invalidate(true);
    if (how === 'close') gateway.close(4000);
    await resumed;
    expect(both.discord.journal.identifies()).toHaveLength(1);
  });

  test('is found out when it no longer answers heartbeats', async () => {
    await using both = await together({ gateway: { heartbeat: 100 } });
    both.discord.faults.gateway.stopAcks();
    await once(both.client, 'shardResume');
    expect(both.discord.journal.of('disconnect')).toMatchObject([{ code: 4200 }]);
  });

  test('hangs up on a wrong token, and on intents the portal does not allow', async () => {
    await using discord = await openDiscord({ plan: { application: { flags: 0 } } });
    const client = clientOf(discord);
    const refused = client.login(discord.token);
    await expect(refused).rejects.toThrow(/intents/i);
    await client.destroy();
    expect(discord.journal.identifies()).toMatchObject([{ refusal: 4014 }]);

    await using locked = await openDiscord();
    locked.faults.gateway.closeOnIdentify(4004);
    const other = clientOf(locked);
    const disconnected = once(other, 'shardDisconnect');
    void other.login(locked.token).catch(() => {});
    expect((await disconnected)[0].code).toBe(4004);
    await other.destroy();
  });

  test('hides what is said from who may not read messages, except where they are addressed', async () => {
    await using both = await together(
      {},
      { intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages] },
    );
    const heard = heardBy(both);
    both.discord.people.say('general', 'ada', 'a secret');
    both.discord.people.say('general', 'ada', `<@${both.discord.id('bot')}> a question`);
    both.discord.people.whisper('ada', 'a word');
    await until(both, () => heard.length === 3);
    expect(heard).toEqual(['', `<@${both.discord.id('bot')}> a question`, 'a word']);
  });

  test('says nothing about channels the bot cannot see', async () => {
    await using both = await together();
    const heard = heardBy(both);
    both.discord.people.permit('general', [{ for: 'bot', deny: '1024' }]);
    both.discord.people.say('general', 'ada', 'unseen');
    both.discord.people.permit('general', []);
    both.discord.people.say('general', 'ada', 'seen');
    await until(both, () => heard.length > 0);
    expect(heard).toEqual(['seen']);
  });

  test('says things twice, late, in another order, or not at all, when told to', async () => {
    await using both = await together();
    const heard: string[] = [];
    both.client.on('raw', ({ t, d }) => t === 'MESSAGE_CREATE' && heard.push(d.content));
    const { people, faults } = both.discord;
    faults.gateway.duplicate('MESSAGE_CREATE');
    people.say('general', 'ada', 'twice');
    faults.gateway.lose('MESSAGE_CREATE');
    people.say('general', 'ada', 'lost');
    faults.gateway.hold();
    people.say('general', 'ada', 'first');
    people.say('general', 'ada', 'second');
    faults.gateway.release('reversed');
    faults.gateway.delay(5);
    people.say('general', 'ada', 'late');
    await until(both, () => heard.includes('late'));
    expect(heard).toEqual(['twice', 'twice', 'second', 'first', 'late']);
  });

  test('is not the end of the client when it sends rubbish', async () => {
    await using both = await together();
    const heard = heardBy(both);
    both.discord.faults.gateway.garbage();
    both.discord.faults.gateway.huge(1_000_000);
    both.discord.people.say('general', 'ada', 'still here');
    await until(both, () => heard.length > 0);
    expect(heard).toEqual(['still here']);
  });

  test('keeps shards apart', async () => {
    const guilds = ['one', 'two', 'three', 'four'].map((name, at) => ({
      name,
      id: String((900_000_000_000n + BigInt(at)) << 22n),
      members: ['ada'],
      channels: [`in ${name}`],
    }));
    await using both = await together(
      { plan: { people: ['ada'], guilds }, gateway: { shards: 2, maxConcurrency: 2 } },
      { shards: 'auto' },
    );
    expect(both.client.guilds.cache.map(({ name, shardId }) => [name, shardId]).toSorted()).toEqual([
      ['four', 1],
      ['one', 0],
      ['three', 0],
      ['two', 1],
    ]);
    expect(both.discord.sessions()).toHaveLength(2);
  });

  test('forgets a session whose events it no longer remembers', async () => {
    await using both = await together({ gateway: { remembers: 10 } });
    both.discord.faults.gateway.drop();
    await both.discord.journal.until(({ what }) => what === 'disconnect');
    for (let at = 0; at < 11; at += 1) both.discord.people.say('general', 'ada', `line ${at}`);
    await once(both.client, 'shardReady');
    expect(both.discord.journal.of('resumed')).toHaveLength(0);
    expect(both.discord.journal.identifies()).toHaveLength(2);
  });
});

/** When this is so, which may become so with each event the client gets. */
async function until({ client }: Together, isSo: () => boolean): Promise<void> {
  while (!isSo()) await once(client, 'raw');
}
