import { describe, expect, test } from 'vitest';
import type { CommandShape } from '../../../../src/domain/interaction/asked.js';
import { askedIn } from '../../../../src/adapters/discord/interaction/asked.js';
import { parseInteraction } from '../../../../src/adapters/discord/interaction/wire.js';
import type { Plan } from '../../../fakes/discord/build.js';
import { connected, type Connected } from '../connected.js';

const plan: Plan = {
  people: ['ada', 'bob'],
  guilds: [
    {
      name: 'Tea house',
      owner: 'bob',
      roles: [{ name: 'Stewards', may: 1n << 4n }],
      members: [{ name: 'ada', nick: 'Countess', roles: ['Stewards'] }, 'bob'],
      channels: [{ name: 'general', nsfw: true }],
    },
  ],
};

const text = (name: string, more = {}) => ({
  name,
  description: name,
  kind: 'text' as const,
  isRequired: false,
  ...more,
});

const commands: readonly CommandShape[] = [
  { name: 'ping', description: 'Is it there?', permission: null, inDirectMessages: true, options: [], parts: [] },
  {
    name: 'channel',
    description: 'Who lives here.',
    permission: 'manage-channels',
    inDirectMessages: false,
    options: [],
    parts: [
      {
        name: 'activate',
        description: 'Have somebody live here.',
        options: [
          text('note'),
          text('personality', { isRequired: true, isCompleted: true }),
          { ...text('where'), kind: 'channel' },
        ],
      },
      {
        name: 'list',
        description: 'Who is it?',
        options: [
          { ...text('all'), kind: 'flag' },
          { ...text('most'), kind: 'number' },
        ],
      },
    ],
  },
];

const ready = async (): Promise<Connected> => {
  const both = await connected({ plan });
  await both.station.announce(commands);
  return both;
};

describe('commands', () => {
  test('are announced once, and again only when something changed', async () => {
    await using both = await connected({ plan });
    const { discord, station } = both;
    const put = () => discord.journal.requests('PUT /applications/:application/commands').length;
    expect(await station.announce(commands)).toBe(2);
    expect(await station.announce(commands)).toBe(0);
    expect(put()).toBe(1);
    const [ping, channel] = commands;
    if (ping === undefined || channel === undefined) throw new Error('There are two commands.');
    expect(await station.announce([{ ...ping, description: 'Are you there?' }, channel])).toBe(1);
    expect(await station.announce([channel])).toBe(1);
    expect(await station.announce([{ ...channel, permission: null }])).toBe(1);
    expect(put()).toBe(4);
  });

  test('are there for servers, and in private where they should be', async () => {
    await using both = await ready();
    const known = [...(both.discord.world.commands.get('global')?.values() ?? [])];
    expect(
      known.map(({ name, contexts, integration_types: types, default_member_permissions: bits }) => [
        name,
        contexts,
        types,
        bits,
      ]),
    ).toEqual([
      ['ping', [0, 1], [0], null],
      ['channel', [0], [0], '16'],
    ]);
  });

  test('that cannot be announced say why', async () => {
    await using both = await connected({ plan });
    both.discord.faults.add({
      on: 'PUT /applications/:application/commands',
      fault: { before: { status: 403, code: 50001 } },
    });
    await expect(both.station.announce(commands)).rejects.toMatchObject({ code: 'denied' });
  });

  test('bring who asked, where, and what they may do there', async () => {
    await using both = await ready();
    const { discord, heard } = both;
    discord.people.useCommand('channel activate', { personality: 'lilith', note: 'tea' }, 'ada', 'general');
    const { asked, asker } = await heard.nth('asked');
    expect(asked).toEqual({
      kind: 'command',
      name: 'channel activate',
      options: new Map([
        ['personality', 'lilith'],
        ['note', 'tea'],
      ]),
    });
    expect(asker).toMatchObject({
      accountId: discord.id('ada'),
      name: 'Countess',
      permissions: new Set(['manage-channels']),
      where: { venue: { kind: 'guild' }, isAgeRestricted: true, names: { server: 'Tea house' }, roles: ['Stewards'] },
    });
  });

  test('in private bring nobody’s permissions', async () => {
    await using both = await ready();
    const { discord, heard } = both;
    const { channel_id: dm } = discord.people.whisper('ada', 'psst');
    discord.people.useCommand('ping', {}, 'ada', dm);
    const { asker } = await heard.nth('asked');
    expect(asker).toMatchObject({
      name: 'ada',
      permissions: new Set(),
      where: { venue: { kind: 'dm', guildId: null } },
    });
  });

  test('are completed while they are typed', async () => {
    await using both = await ready();
    const { discord, heard } = both;
    const typing = discord.people.autocomplete(
      'channel activate',
      { personality: 'lil' },
      'personality',
      'ada',
      'general',
    );
    const { asked, answering } = await heard.nth('asked');
    expect(asked).toEqual({ kind: 'completion', name: 'channel activate', option: 'personality', typed: 'lil' });
    expect(
      await answering.complete(Array.from({ length: 30 }, (_, n) => ({ name: `Lilith ${n}`, value: `l${n}` }))),
    ).toBe(true);
    expect(typing.acknowledged?.data['choices']).toHaveLength(25);
  });
});

describe('an answer', () => {
  const asked = async (both: Connected) => {
    const deed = both.discord.people.useCommand('ping', {}, 'ada', 'general');
    const all = both.heard.of('asked').length;
    return { deed, answering: (await both.heard.nth('asked', all)).answering };
  };

  test('may come at once, with more after it', async () => {
    await using both = await ready();
    const { deed, answering } = await asked(both);
    expect(await Promise.all([answering.reply({ text: 'one' }, true), answering.reply({ text: 'two' }, true)])).toEqual(
      [true, true],
    );
    expect(deed.acknowledged?.type).toBe(4);
    expect([...deed.ephemeral.values()].map(({ content }) => content)).toEqual(['one', 'two']);
    expect(both.discord.visible('general')).toEqual([]);
  });

  test('comes in place of a deferral', async () => {
    await using both = await ready();
    const { deed, answering } = await asked(both);
    expect(await answering.defer(false)).toBe(true);
    expect(await answering.reply({ text: 'pong', buttons: [{ id: 'again', label: 'Again' }] }, false)).toBe(true);
    expect(both.discord.visible('general').map(({ content }) => content)).toEqual(['pong']);
    expect(deed.followUpIds).toEqual([]);
    both.discord.people.pressButton('general', deed.originalId ?? '', 'again', 'bob');
    const pressed = await both.heard.nth('asked', 1);
    expect(pressed.asked).toEqual({ kind: 'button', id: 'again', messageId: deed.originalId });
    expect(pressed.asker.accountId).toBe(both.discord.id('bob'));
  });

  test('that is private is so after a deferral that was not', async () => {
    await using both = await ready();
    const { deed, answering } = await asked(both);
    await answering.defer(false);
    expect(await answering.reply({ text: 'your key is bad' }, true)).toBe(true);
    expect(both.discord.visible('general')).toEqual([]);
    expect([...deed.ephemeral.values()].map(({ content }) => content)).toEqual(['your key is bad']);
  });

  test('stays private after a deferral that was', async () => {
    await using both = await ready();
    const { deed, answering } = await asked(both);
    await answering.defer(true);
    await answering.reply({ text: 'for all' }, false);
    expect(both.discord.visible('general')).toEqual([]);
    expect(both.discord.people.answerTo(deed)?.content).toBe('for all');
  });

  test('begins only once', async () => {
    await using both = await ready();
    const { answering } = await asked(both);
    expect(await answering.defer(true)).toBe(true);
    expect(await answering.defer(true)).toBe(false);
    expect(await answering.complete([])).toBe(false);
    expect(await answering.form({ id: 'f', title: 'F', fields: [] })).toBe(false);
    expect(both.discord.journal.requests('POST /interactions/:interaction/:token/callback')).toHaveLength(1);
  });

  test('that comes too late says so, and throws nothing', async () => {
    let late = 0;
    await using both = await connected({ plan, now: () => Date.now() + late });
    await both.station.announce(commands);
    const { answering } = await asked(both);
    late = 4000;
    expect(await answering.reply({ text: 'pong' }, true)).toBe(false);
  });

  test('whose first sending broke off after it had arrived counts as arrived', async () => {
    await using both = await ready();
    both.discord.faults.add({
      on: 'POST /interactions/:interaction/:token/callback',
      times: 1,
      fault: { after: { status: 502 } },
    });
    const { deed, answering } = await asked(both);
    expect(await answering.reply({ text: 'pong' }, false)).toBe(true);
    expect(deed.acknowledged?.type).toBe(4);
    expect(both.discord.visible('general')).toHaveLength(1);
  });

  test('that follows is not sent twice when nobody knows whether it arrived', async () => {
    await using both = await ready();
    const { answering } = await asked(both);
    await answering.reply({ text: 'one' }, false);
    both.discord.faults.add({ on: 'POST /webhooks/:webhook/:token', times: 1, fault: { after: { status: 502 } } });
    expect(await answering.reply({ text: 'two' }, false)).toBe(false);
    expect(both.discord.visible('general').map(({ content }) => content)).toEqual(['one', 'two']);
  });

  test('can be a form, which comes back filled in', async () => {
    await using both = await ready();
    const { deed, answering } = await asked(both);
    const field = { id: 'key', label: 'Your key', hint: 'sk-…', isLong: false, isRequired: true };
    expect(await answering.form({ id: 'wallet', title: 'A key', fields: [field] })).toBe(true);
    both.discord.people.submitModal(deed, { key: 'sk-123' });
    expect((await both.heard.nth('asked', 1)).asked).toEqual({
      kind: 'form',
      id: 'wallet',
      fields: new Map([['key', 'sk-123']]),
    });
  });
});

describe('what nobody here offered', () => {
  const base = { id: '1', application_id: '2', token: 't' };

  test.each([
    ['a ping', { ...base, type: 1 }],
    ['a menu', { ...base, type: 3, data: { custom_id: 'x', component_type: 3 }, message: { id: '3' } }],
    ['a command without a name', { ...base, type: 2, data: {} }],
    ['a completion of nothing', { ...base, type: 4, data: { name: 'ping', options: [] } }],
    ['a button under nothing', { ...base, type: 3, data: { custom_id: 'x', component_type: 2 } }],
  ])('is nothing: %s', (_, raw) => {
    const parsed = parseInteraction(raw);
    expect(parsed).toBeDefined();
    expect(parsed && askedIn(parsed)).toBeUndefined();
  });

  test('not even an interaction: anything else', () => {
    for (const raw of [null, 'x', {}, { ...base, type: 'x' }, { ...base, id: '../' }])
      expect(parseInteraction(raw)).toBeUndefined();
  });
});
