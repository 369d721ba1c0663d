import { describe, expect, test } from 'vitest';
import { TzurotError } from '../../../src/domain/errors.js';
import { Secret } from '../../../src/domain/wallet/secret.js';
import type { Clock } from '../../../src/ports/clock.js';
import { fakeClock } from '../../fakes/clock.js';
import { identifyLimits } from '../../../src/adapters/discord/identify.js';
import { apart, connected, type rememberingEars } from './connected.js';

const thrownBy = async (act: Promise<unknown>): Promise<TzurotError> => {
  const error: unknown = await act.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof TzurotError) return error;
  throw new Error('Nothing was thrown that was foreseen.', { cause: error });
};

const texts = (heard: ReturnType<typeof rememberingEars>) => heard.of('said').map(({ said }) => said.text);

describe('the connection', () => {
  test('is there once it is opened, and says who we are', async () => {
    await using both = await apart();
    const { discord, station, heard } = both;
    expect(station.state()).toMatchObject({ isConnected: false, name: null, accountId: null });
    await station.open(heard.ears);
    expect(heard.all).toEqual([{ what: 'connected', resumed: false }]);
    expect(station.state()).toMatchObject({
      isConnected: true,
      name: 'Tzurot',
      accountId: discord.id('bot'),
      guilds: 1,
    });
  });

  test('hears nothing any more once it is closed', async () => {
    await using both = await connected();
    await both.station.close();
    both.discord.people.say('general', 'ada', 'anybody?');
    await both.discord.journal.until(({ what }) => what === 'disconnect');
    expect(both.station.state().isConnected).toBe(false);
    expect(texts(both.heard)).toEqual([]);
  });

  test('refused for its token says which variable to set, and does not come again', async () => {
    await using both = await apart({}, { token: new Secret('wrong') });
    const error = await thrownBy(both.station.open(both.heard.ears));
    expect(error).toMatchObject({ code: 'unavailable', facts: { closeCode: 4004 } });
    expect(error.message).toMatch(/DISCORD_TOKEN/);
    expect(error.message).not.toContain('wrong');
    expect(both.discord.journal.identifies()).toHaveLength(0);
  });

  test.each([
    [4004, /DISCORD_TOKEN/],
    [4013, /intent/i],
    [4014, /Message Content Intent/],
  ])('closed with %i at the beginning says what to do, and does not come again', async (closeCode, words) => {
    await using both = await apart();
    both.discord.faults.gateway.closeOnIdentify(closeCode, 5);
    const error = await thrownBy(both.station.open(both.heard.ears));
    expect(error).toMatchObject({ code: 'unavailable', facts: { closeCode } });
    expect(error.message).toMatch(words);
    expect(both.discord.journal.of('identify').length).toBeLessThanOrEqual(1);
    expect(both.heard.of('ended')).toEqual([]);
  });

  test('without the intent for what people write ends with words', async () => {
    await using both = await apart({ plan: { application: { flags: 0 }, people: ['ada'] } });
    expect(await thrownBy(both.station.open(both.heard.ears))).toMatchObject({ facts: { closeCode: 4014 } });
  });

  test('closed for good later on is over', async () => {
    await using both = await connected();
    both.discord.faults.gateway.close(4004);
    const { error } = await both.heard.nth('ended');
    expect(error).toMatchObject({ code: 'unavailable', facts: { closeCode: 4004 } });
    expect(both.station.state().isConnected).toBe(false);
  });

  test('where nobody answers is unavailable', async () => {
    await using both = await apart({}, { apiUrl: 'http://127.0.0.1:1/api' });
    expect(await thrownBy(both.station.open(both.heard.ears))).toMatchObject({ code: 'unavailable' });
  });

  test('closed while it is being made says so', async () => {
    await using both = await apart();
    both.discord.faults.gateway.withholdHello();
    const opening = thrownBy(both.station.open(both.heard.ears));
    await both.discord.journal.until(({ what }) => what === 'connect');
    await both.station.close();
    expect(await opening).toMatchObject({ code: 'unavailable' });
  });

  test('survives a break, and hears what was said meanwhile', async () => {
    await using both = await connected();
    const { discord, heard } = both;
    discord.faults.gateway.drop();
    await heard.nth('interrupted');
    expect(both.station.state().isConnected).toBe(false);
    discord.people.say('general', 'ada', 'meanwhile');
    expect(await heard.nth('connected', 1)).toMatchObject({ resumed: true });
    discord.people.say('general', 'ada', 'afterwards');
    await heard.nth('said', 1);
    expect(texts(heard)).toEqual(['meanwhile', 'afterwards']);
    expect(both.station.state().isConnected).toBe(true);
    expect(heard.of('interrupted')).toHaveLength(1);
  });

  test('comes back as asked to', async () => {
    await using both = await connected();
    both.discord.faults.gateway.reconnect();
    expect(await both.heard.nth('connected', 1)).toMatchObject({ resumed: true });
    expect(both.discord.journal.identifies()).toHaveLength(1);
  });

  test.each([
    ['that may be resumed', true],
    ['that is gone', false],
  ])('survives a session %s', async (_, isResumable) => {
    await using both = await connected();
    const { discord, heard } = both;
    discord.faults.gateway.invalidate(isResumable);
    expect(await heard.nth('connected', 1)).toMatchObject({ resumed: isResumable });
    discord.people.say('general', 'ada', 'afterwards');
    expect((await heard.nth('said')).said.where.names?.server).toBe('Tea house');
  });

  test('with a new session says that something may have been missed', async () => {
    await using both = await connected();
    const { discord, heard } = both;
    discord.faults.gateway.forget();
    discord.faults.gateway.drop();
    expect(await heard.nth('connected', 1)).toMatchObject({ resumed: false });
    expect(discord.journal.identifies()).toHaveLength(2);
  });

  test('asks for a new session only after a pause', async () => {
    const clock = fakeClock();
    const asleep = Promise.withResolvers<number>();
    const sleep: Clock['sleep'] = (ms, signal) => {
      asleep.resolve(ms);
      return clock.sleep(ms, signal);
    };
    await using both = await connected({}, { identify: identifyLimits }, { ...clock, sleep });
    const { discord, heard } = both;
    discord.faults.gateway.forget();
    discord.faults.gateway.drop();
    expect(await asleep.promise).toBe(5000);
    expect(discord.journal.identifies()).toHaveLength(1);
    await clock.advance(5000);
    expect(await heard.nth('connected', 1)).toMatchObject({ resumed: false });
    expect(discord.journal.identifies()).toHaveLength(2);
  });

  test('notices that nobody answers any more', async () => {
    await using both = await connected({ gateway: { heartbeat: 50 } });
    both.discord.faults.gateway.stopAcks();
    expect(await both.heard.nth('connected', 1)).toMatchObject({ resumed: true });
  });

  test('passes on what comes twice, and out of order', async () => {
    await using both = await connected();
    const { discord, heard } = both;
    discord.faults.gateway.duplicate('MESSAGE_CREATE');
    discord.people.say('general', 'ada', 'one');
    await heard.nth('said', 1);
    discord.faults.gateway.hold();
    discord.people.say('general', 'ada', 'two');
    discord.people.say('general', 'ada', 'three');
    discord.faults.gateway.release('reversed');
    await heard.nth('said', 3);
    expect(texts(heard)).toEqual(['one', 'one', 'three', 'two']);
  });

  test('minds neither garbage nor what is huge', async () => {
    await using both = await connected();
    both.discord.faults.gateway.garbage();
    both.discord.faults.gateway.huge(10_000_000);
    both.discord.people.say('general', 'ada', 'still there?');
    expect((await both.heard.nth('said')).said.text).toBe('still there?');
  });

  test('minds no message that makes no sense', async () => {
    await using both = await connected();
    const { discord, heard } = both;
    discord.people.say('general', 'ada', 'odd', {
      embeds: [{ fields: 'x', thumbnail: 3, author: [] }],
      poll: { question: 7, answers: 'none' },
      stickers: [],
    });
    discord.people.say('general', 'ada', 'still there?');
    await heard.nth('said', 1);
    expect(texts(heard)).toEqual(['odd', 'still there?']);
    expect(both.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('can be spread over shards', async () => {
    await using both = await connected({}, { shards: 2 });
    expect(both.discord.journal.identifies()).toHaveLength(2);
    expect(both.heard.of('connected')).toHaveLength(1);
    both.discord.people.say('general', 'ada', 'hello');
    expect((await both.heard.nth('said')).said.text).toBe('hello');
  });

  test('hears what is said before its servers are known, once they are or are not to be had', async () => {
    await using both = await apart({}, { waitForGuildsMs: 50 });
    const { discord, station, heard } = both;
    discord.faults.gateway.lose('GUILD_CREATE');
    const opened = station.open(heard.ears);
    await discord.journal.until(({ what }) => what === 'identify');
    discord.people.say('general', 'ada', 'early');
    await opened;
    const { said } = await heard.nth('said');
    expect(said).toMatchObject({
      text: 'early',
      where: { isAgeRestricted: null, names: { server: null, channel: 'general' } },
    });
  });

  test('goes on while a server is away, and knows it as it was', async () => {
    await using both = await connected();
    both.discord.people.expel('Tea house', true);
    both.discord.people.say('general', 'ada', 'still here');
    expect((await both.heard.nth('said')).said.where.names?.server).toBe('Tea house');
  });
});
