import { describe, expect, it } from 'vitest';
import { neverAnswers } from '../fakes/provider.js';
import type { Plan } from '../fakes/discord/build.js';
import { stage } from './stage.js';

const config = { 'limits.person': 'off', 'limits.channel': 'off' };
const minute = 60_000;

const manyChannels = (count: number): Plan => ({
  people: ['ada', 'bob'],
  guilds: [
    {
      name: 'Tea house',
      owner: 'ada',
      members: ['ada', 'bob'],
      channels: Array.from({ length: count }, (_, index) => `room-${index}`),
    },
  ],
});

describe('what was said while the program was away', () => {
  it('is answered, each once', async () => {
    const { people, settled, stop, start, outcomes, answers } = await stage({ config });
    people.say('general', 'ada', '@Lilith zero');
    await settled();
    await stop();
    const said = ['one', 'two', 'three'].map(word => people.say('general', 'bob', `@Lilith ${word}`));
    await start();
    await settled();
    await stop();
    await start();
    await settled();
    expect(said.map(outcomes)).toEqual(said.map(() => ({ lilith: 'answered' })));
    expect(answers('general')).toHaveLength(4);
  });

  it('is too old after a quarter of an hour: that is noted, and nobody answers', async () => {
    const { people, settled, stop, start, outcomes, clock, answers } = await stage({ config });
    people.say('general', 'ada', '@Lilith zero');
    await settled();
    await stop();
    const old = people.say('general', 'ada', '@Lilith one');
    clock.pass(16 * minute);
    const young = people.say('general', 'ada', '@Lilith two');
    await start();
    await settled();
    expect(outcomes(old)).toEqual({ lilith: 'too-old' });
    expect(outcomes(young)).toEqual({ lilith: 'answered' });
    expect(answers('general')).toHaveLength(2);
  });

  it('is answered in direct messages and in threads as well', async () => {
    const plan: Plan = {
      people: ['ada', 'bob'],
      guilds: [
        {
          name: 'Tea house',
          owner: 'ada',
          members: ['ada', 'bob'],
          channels: ['general', { name: 'aside', type: 11, parent: 'general' }],
        },
      ],
    };
    const { people, settled, stop, start, outcomes } = await stage({ config, plan });
    people.whisper('bob', '@Lilith hello');
    people.say('aside', 'ada', '@Lilith hello');
    await settled();
    await stop();
    const said = [people.whisper('bob', 'Are you there?'), people.say('aside', 'ada', '@Lilith again')];
    await start();
    await settled();
    expect(said.map(outcomes)).toEqual([{ lilith: 'answered' }, { lilith: 'answered' }]);
  });

  it('is answered in a channel in which somebody was activated, though nobody had said anything there', async () => {
    const { people, settled, stop, start, outcomes, app, user, discord } = await stage({ config });
    const ada = await user('ada');
    await app.activation.activate(
      { userId: ada.id, accountId: discord.id('ada') },
      {
        venue: {
          channelId: discord.id('general'),
          platform: 'discord',
          guildId: discord.id('Tea house'),
          kind: 'guild',
          isPublic: true,
        },
        parentId: null,
      },
      'lilith',
    );
    await stop();
    const said = people.say('general', 'bob', 'Is anybody here?');
    await start();
    await settled();
    expect(outcomes(said)).toEqual({ lilith: 'answered' });
  });

  it('is looked for in the liveliest channel first', async () => {
    const count = 13;
    const { people, settled, stop, start, discord, outcomes } = await stage({ config, plan: manyChannels(count) });
    const rooms = Array.from({ length: count }, (_, index) => `room-${index}`);
    for (const room of rooms) people.say(room, 'ada', '@Lilith zero');
    await settled();
    await stop();
    const said = rooms.map(room => people.say(room, 'bob', '@Lilith one'));
    const before = discord.journal.entries.length;
    await start();
    await settled();
    expect(said.map(outcomes)).toEqual(said.map(() => ({ lilith: 'answered' })));
    const paths = discord.journal
      .requests('GET /channels/:channel/messages')
      .flatMap(({ n, path }) => (n < before ? [] : [String(path)]));
    const looks = [...new Set(paths)].map(path => rooms.findIndex(room => path.includes(discord.id(room))));
    expect(looks).toEqual(rooms.map((_, index) => count - 1 - index));
  });

  it('is not asked for in more than ten channels a second, where each has to be looked up first', async () => {
    const names = Array.from({ length: 13 }, (_, index) => `person-${index}`);
    const plan = {
      people: ['ada', ...names],
      guilds: [{ name: 'Tea house', members: ['ada', ...names], channels: ['general'] }],
    };
    const { people, settled, stop, start, discord } = await stage({ config, plan });
    for (const name of names) people.whisper(name, '@Lilith zero');
    await settled();
    await stop();
    for (const name of names) people.whisper(name, 'One.');
    const before = discord.journal.entries.length;
    await start();
    await settled();
    const asked = discord.journal
      .requests()
      .filter(({ n, route }) => n >= before && /^GET \/channels\/:channel(?:\/messages)?$/.test(String(route)));
    const firsts = [...new Map(asked.toReversed().map(entry => [entry['path'], entry])).values()].toSorted(
      (a, b) => a.n - b.n,
    );
    expect(firsts).toHaveLength(26);
    for (const [index, { at }] of firsts.slice(10).entries())
      expect(at - (firsts[index]?.at ?? 0)).toBeGreaterThan(900);
  });
});

describe('telling the program to go', () => {
  it('lets answers that are under way be finished', async () => {
    const { people, stop, model, answers, start, settled } = await stage({ config });
    const held = model.hold();
    people.say('general', 'ada', '@Lilith one');
    people.say('general', 'bob', '@Lilith two');
    await held.asked(2);
    const going = stop();
    held.go();
    await going;
    expect(answers('general')).toHaveLength(2);
    await start();
    await settled();
    expect(answers('general')).toHaveLength(2);
    expect(model.questions).toHaveLength(2);
  });

  it('does not wait for ever: what did not come to its end is answered after the next start, once', async () => {
    const { people, stop, model, answers, start, settled, outcomes } = await stage({ config, pace: 8 });
    model.behave(() => neverAnswers);
    const said = people.say('general', 'ada', '@Lilith one');
    const held = model.hold();
    held.go();
    await held.asked();
    await stop();
    expect(outcomes(said)).toEqual({});
    model.behave(() => undefined);
    await start();
    await settled();
    expect(outcomes(said)).toEqual({ lilith: 'answered' });
    expect(answers('general')).toHaveLength(1);
  });

  it('hears nothing any more from then on', async () => {
    const { people, stop, model, answers } = await stage({ config });
    const held = model.hold();
    people.say('general', 'ada', '@Lilith one');
    await held.asked();
    const going = stop();
    people.say('general', 'bob', '@Lilith two');
    held.go();
    expect(await going).toBe(1);
    expect(answers('general')).toHaveLength(1);
  });

  it('leaves nothing in the inbox or the outbox', async () => {
    const { people, stop, settled, database } = await stage({ config });
    people.say('general', 'ada', '@Lilith one');
    await settled();
    await stop();
    const open = (sql: string) => database.sql.prepare(sql).pluck().get();
    expect(open('SELECT count(*) FROM inbox WHERE done_at IS NULL OR accepted IS NOT NULL')).toBe(0);
    expect(open('SELECT count(*) FROM outbox WHERE delivered_at IS NULL')).toBe(0);
  });
});
