import { describe, expect, test } from 'vitest';
import type { FakeClock } from '../../../fakes/clock.js';
import type { Plan } from '../../../fakes/discord/build.js';
import { connected, type Connected } from '../connected.js';

const [viewing, reading] = [1n << 10n, 1n << 16n];

const plan: Plan = {
  people: ['ada', 'bob', 'mallory', 'eve'],
  guilds: [
    {
      name: 'Tea house',
      owner: 'bob',
      roles: [{ name: 'Family' }],
      members: [{ name: 'ada', nick: 'Countess', roles: ['Family'] }, 'bob', 'mallory'],
      channels: [
        'general',
        {
          name: 'family',
          overwrites: [
            { for: 'everyone', deny: viewing },
            { for: 'Family', allow: viewing },
            { for: 'bot', allow: viewing },
          ],
        },
        { name: 'notices', overwrites: [{ for: 'mallory', deny: reading }] },
        {
          name: 'attic',
          overwrites: [
            { for: 'everyone', deny: viewing },
            { for: 'bot', deny: viewing },
          ],
        },
      ],
    },
  ],
};

const linkTo = ({ discord }: Connected, { id, channel_id }: { id: string; channel_id: string }) => ({
  guildId: discord.id('Tea house'),
  channelId: channel_id,
  messageId: id,
});

const quoted = async (both: Connected, message: { id: string; channel_id: string }, account: string) =>
  (await both.station.quote([linkTo(both, message)], both.discord.id(account))).map(({ text }) => text);

describe('a quote', () => {
  test('is what somebody may read: by their roles, not by ours', async () => {
    await using both = await connected({ plan });
    const message = both.discord.people.say('family', 'ada', 'a secret');
    expect(await quoted(both, message, 'ada')).toEqual(['a secret']);
    expect(await quoted(both, message, 'bob')).toEqual(['a secret']);
    expect(await quoted(both, message, 'mallory')).toEqual([]);
    expect(await quoted(both, message, 'eve')).toEqual([]);
  });

  test('needs the right to read what was said before', async () => {
    await using both = await connected({ plan });
    const message = both.discord.people.say('notices', 'bob', 'closed on Monday');
    expect(await quoted(both, message, 'ada')).toEqual(['closed on Monday']);
    expect(await quoted(both, message, 'mallory')).toEqual([]);
  });

  test('from a private thread is for who is in it', async () => {
    await using both = await connected({ plan });
    const { discord } = both;
    discord.people.openThread('general', 'whispers', 'ada', 12);
    const message = discord.people.say('whispers', 'ada', 'between us');
    expect(await quoted(both, message, 'ada')).toEqual(['between us']);
    expect(await quoted(both, message, 'mallory')).toEqual([]);
  });

  test('from a direct message is for the one it was with', async () => {
    await using both = await connected({ plan });
    const message = both.discord.people.whisper('ada', 'psst');
    const link = { guildId: null, channelId: message.channel_id, messageId: message.id };
    expect(await both.station.quote([link], both.discord.id('ada'))).toHaveLength(1);
    expect(await both.station.quote([link], both.discord.id('mallory'))).toEqual([]);
  });

  test('keeps the order of the links, and leaves out what is not there', async () => {
    await using both = await connected({ plan });
    const { discord, station } = both;
    const [one, two] = ['one', 'two'].map(text => linkTo(both, discord.people.say('general', 'ada', text)));
    if (one === undefined || two === undefined) throw new Error('Two were said.');
    const links = [two, { ...one, messageId: '123456789012345678' }, { ...one, channelId: '123456789012345678' }, one];
    expect((await station.quote(links, discord.id('bob'))).map(({ text }) => text)).toEqual(['two', 'one']);
  });

  test('asks for a member once in a while', async () => {
    await using both = await connected({ plan });
    const { discord, clock } = both;
    const message = discord.people.say('family', 'ada', 'a secret');
    const asked = () => discord.journal.requests('GET /guilds/:guild/members/:user').length;
    await quoted(both, message, 'mallory');
    await quoted(both, message, 'mallory');
    expect(asked()).toBe(1);
    discord.people.changeMember('Tea house', 'mallory', { roles: ['Family'] });
    await clock.advance(60_000);
    expect(await quoted(both, message, 'mallory')).toEqual(['a secret']);
    expect(asked()).toBe(2);
  });

  test('that cannot be looked up is unavailable', async () => {
    await using both = await connected({ plan });
    const message = both.discord.people.say('general', 'ada', 'hello');
    both.discord.faults.add({ on: 'GET /channels/:channel/messages/:message', fault: { before: { status: 500 } } });
    await expect(quoted(both, message, 'bob')).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('a question that Discord limits', () => {
  const route = 'GET /channels/:channel/messages/:message';
  const ask = ({ discord, station }: Connected) => station.message(discord.id('general'), '123456789012345678');
  const limited = (seconds: number) => ({
    status: 429,
    headers: {
      'retry-after': String(seconds),
      'x-ratelimit-scope': 'user',
      'x-ratelimit-limit': '5',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset-after': String(seconds),
    },
    body: { message: 'You are being rate limited.', retry_after: seconds, global: false },
  });

  test('waits a little, and asks again', async () => {
    await using both = await connected({ plan });
    both.discord.faults.add({ on: route, times: 1, fault: { before: limited(0.01) } });
    expect(await ask(both)).toBeUndefined();
    expect(both.discord.journal.requests(route)).toHaveLength(2);
  });

  test('does not wait for an hour, and asks nothing meanwhile', async () => {
    await using both = await connected({ plan });
    both.discord.faults.add({ on: route, fault: { before: limited(3600) } });
    await expect(ask(both)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(ask(both)).rejects.toMatchObject({ code: 'unavailable' });
    expect(both.discord.journal.requests(route)).toHaveLength(1);
  });

  test('is not asked for ever, whatever Discord says of waiting', async () => {
    await using both = await connected({ plan });
    both.discord.faults.add({ on: route, fault: { before: limited(0) } });
    await expect(ask(both)).rejects.toMatchObject({ code: 'unavailable' });
    expect(both.discord.journal.invalidRequests).toBeLessThanOrEqual(10);
  });
});

/** Lets time pass until something is done. */
async function passing<T>(clock: FakeClock, work: Promise<T>): Promise<T> {
  const done = { yet: false };
  const noted = work.finally(() => (done.yet = true));
  while (!done.yet) await clock.advance(100);
  return noted;
}

describe('what was missed', () => {
  test('is what came after a message, oldest first, with who said it', async () => {
    await using both = await connected({ plan });
    const { discord, station } = both;
    const [first] = ['one', 'two', 'three'].map(text => discord.people.say('general', 'ada', text));
    discord.people.say('general', 'ada', 'pinned', { type: 6 });
    const missed = await station.missed(discord.id('general'), first?.id ?? null);
    expect(missed.map(({ text }) => text)).toEqual(['two', 'three']);
    expect(missed[0]).toMatchObject({
      author: { name: 'Countess' },
      where: { roles: ['Family'], names: { server: 'Tea house' }, isAgeRestricted: false },
    });
  });

  test('is the newest hundred, and of direct messages as well', async () => {
    await using both = await connected({ plan });
    const { discord, station } = both;
    const dms = Array.from({ length: 120 }, (_, index) => discord.people.whisper('ada', String(index)));
    const missed = await station.missed(dms[0]?.channel_id ?? '', dms[0]?.id ?? '');
    expect(missed.map(({ text }) => text)).toEqual(Array.from({ length: 100 }, (_, index) => String(index + 20)));
    expect(missed[0]?.where.venue.kind).toBe('dm');
  });

  test('cannot be read everywhere', async () => {
    await using both = await connected({ plan });
    const { discord, station } = both;
    await expect(station.missed(discord.id('attic'), null)).rejects.toMatchObject({ code: 'denied' });
    await expect(station.missed('123456789012345678', null)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is found by the newest message of each channel, without asking where it is known', async () => {
    await using both = await connected({ plan });
    const { discord, station, heard, clock } = both;
    discord.people.say('attic', 'bob', 'unseen');
    const dm = discord.people.whisper('ada', 'psst');
    const said = discord.people.say('general', 'ada', 'hello');
    await heard.nth('said', 1);
    const asking = station.newest([
      discord.id('general'),
      discord.id('attic'),
      discord.id('notices'),
      dm.channel_id,
      '123456789012345678',
    ]);
    expect(await passing(clock, asking)).toEqual(
      new Map([
        [discord.id('general'), said.id],
        [dm.channel_id, dm.id],
      ]),
    );
    expect(discord.journal.requests('GET /channels/:channel')).toHaveLength(2);
  });

  test('is not asked for any more once the program is to go', async () => {
    await using both = await connected({ plan });
    const { discord, station } = both;
    const leaving = new AbortController();
    const asking = station.newest(['123456789012345678', '123456789012345679'], leaving.signal);
    leaving.abort(new Error('The program was told to go.'));
    await expect(asking).rejects.toThrow('told to go');
    expect(discord.journal.requests('GET /channels/:channel')).toHaveLength(0);
  });

  test('is as new after a new session as it is then', async () => {
    await using both = await connected({ plan });
    const { discord, station, heard } = both;
    discord.faults.gateway.drop();
    await heard.nth('interrupted');
    discord.faults.gateway.forget();
    const { id } = discord.people.say('general', 'ada', 'meanwhile');
    expect(await heard.nth('connected', 1)).toMatchObject({ resumed: false });
    expect((await station.newest([discord.id('general')])).get(discord.id('general'))).toBe(id);
  });
});

describe('one message', () => {
  test('is as it stands, or nothing', async () => {
    await using both = await connected({ plan });
    const { discord, station } = both;
    const { id } = discord.people.say('general', 'ada', 'hello');
    discord.people.edit('general', id, 'goodbye');
    expect(await station.message(discord.id('general'), id)).toMatchObject({
      text: 'goodbye',
      author: { name: 'Countess' },
    });
    discord.people.erase('general', id);
    expect(await station.message(discord.id('general'), id)).toBeUndefined();
    expect(await station.message('123456789012345678', id)).toBeUndefined();
  });
});

describe('what was said lately', () => {
  test('is asked for once, then heard, and asked for again after a gap', async () => {
    await using both = await connected({ plan });
    const { discord, station, heard } = both;
    const asked = () => discord.journal.requests('GET /channels/:channel/messages').length;
    const lately = async () =>
      (await station.recent(discord.id('general'), '9999999999999999999', 10)).map(({ text }) => text);
    discord.people.say('general', 'ada', 'one');
    await heard.nth('said');
    expect(await lately()).toEqual(['one']);
    const two = discord.people.say('general', 'bob', 'two');
    discord.people.edit('general', two.id, 'two, edited');
    await heard.nth('edited');
    expect(await lately()).toEqual(['one', 'two, edited']);
    expect(asked()).toBe(1);
    discord.faults.gateway.forget();
    discord.faults.gateway.drop();
    await heard.nth('connected', 1);
    expect(await lately()).toEqual(['one', 'two, edited']);
    expect(asked()).toBe(2);
  });
});
