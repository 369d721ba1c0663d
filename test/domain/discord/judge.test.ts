import { describe, expect, it } from 'vitest';
import { judgeAvatars, trialsOf, wayOf, type Places } from '../../../src/domain/discord/avatars.js';
import { endingOf } from '../../../src/domain/discord/closing.js';
import {
  judgeApplication, judgeChannels, judgeIntents, judgeOwner, judgePersonalities, judgeServers, judgeSkew, judgeWebhooks,
} from '../../../src/domain/discord/judge.js'; // prettier-ignore
import { attachFiles, manageWebhooks, sendMessages, viewChannel } from '../../../src/domain/discord/permission.js';
import { noToken, tokenRefused } from '../../../src/domain/discord/refusal.js';
import { skewOf } from '../../../src/domain/discord/skew.js';
import { aChannelSight, aDiscordSight, anApplication } from '../../support/discord.js';

describe('the intent to read messages', () => {
  it.each([
    ['granted', 1 << 18, 'ok'],
    ['granted to a small application', 1 << 19, 'ok'],
    ['not granted', 0, 'fail'],
    ['not granted, though others are', (1 << 12) | (1 << 14) | (1 << 23), 'fail'],
  ])('that is %s', (_, flags, status) => {
    expect(judgeIntents(anApplication({ flags }))).toMatchObject({ status });
  });

  it('is found in the portal, under its name', () => {
    expect(judgeIntents(anApplication({ flags: 0 })).message).toContain('“Message Content Intent”');
  });
});

describe('the application', () => {
  it('may be invited by anybody, or not, and both are fine', () => {
    expect(judgeApplication(anApplication())).toMatchObject({
      status: 'ok',
      message: expect.stringContaining('Anybody'),
    });
    expect(judgeApplication(anApplication({ isPublic: false }))).toMatchObject({
      status: 'ok',
      message: expect.stringContaining('Only you'),
    });
  });

  it('that wants a code cannot be invited at all', () => {
    expect(judgeApplication(anApplication({ wantsCode: true }))).toMatchObject({ status: 'warn' });
  });
});

it('being in no server is worth a word', () => {
  expect(judgeServers({ guilds: [] })).toMatchObject({ status: 'warn', try: 'discord setup' });
  expect(judgeServers(aDiscordSight())).toEqual({ status: 'ok', message: 'It is in 1 server.' });
});

it.each([
  [2000, 1, 'ok'],
  [2001, 1, 'warn'],
  [2001, 2, 'ok'],
  [9999, 'auto', 'ok'],
] as const)('%i servers over %s shards', (count, shards, status) => {
  const guilds = Array.from({ length: count }, (_, index) => ({ id: String(index), name: 'Bees' }));
  expect(judgeServers({ guilds }, shards)).toMatchObject({ status });
});

describe('activated channels', () => {
  const judged = (...channels: Parameters<typeof aChannelSight>[0][]) =>
    judgeChannels({ channels: channels.map(aChannelSight), unseen: 0 });

  it.each([
    ['that lack nothing', [{}, {}], { status: 'ok', message: '2 activated channels, nothing is missing.' }],
    ['of which there are none', [], { status: 'ok', message: 'No channel is activated yet.' }],
    ['that lack something', [{ missing: [manageWebhooks] }, {}], { status: 'warn', message: 'In 1 of 2 activated channels something is missing: #garden of Bees lacks Manage Webhooks.' }],
    ['in which nobody can be heard', [{ missing: [viewChannel] }], { message: expect.stringContaining('lacks View Channels, so nobody is heard or answered there') }],
    ['in which nobody can answer', [{ missing: [manageWebhooks, sendMessages] }], { message: expect.stringContaining('Send Messages, so nobody is heard or answered there') }],
    ['that are gone', [{ id: '42', name: null, guild: null, missing: [viewChannel] }], { status: 'warn', message: expect.stringContaining('42 is gone, or the bot is not let in') }],
  ])('%s', (_, channels, judgement) => {
    expect(judged(...channels)).toMatchObject(judgement);
  }); // prettier-ignore

  it('are named where it is worst, and counted where there are many', () => {
    const poor = Array.from({ length: 5 }, (_, index) => ({ name: `room-${index}`, missing: [attachFiles] }));
    const { message } = judged(...poor, { name: 'silent', missing: [viewChannel] });
    expect(message).toMatch(/missing: #silent of Bees .*#room-0 .*#room-1 .*; and 3 more\.$/);
  });

  it('that were too many to look at are counted', () => {
    expect(judgeChannels({ channels: [aChannelSight()], unseen: 7 }).message).toContain('7 more channels');
  });
});

describe('webhooks', () => {
  const judged = (webhooks: { all: number; ours: number } | null) =>
    judgeWebhooks({ channels: [aChannelSight({ webhooks })] });

  it.each([
    ['with room for ours', { all: 14, ours: 0 }, 'ok'],
    ['without room, but ours is there', { all: 15, ours: 1 }, 'ok'],
    ['without room for ours', { all: 15, ours: 0 }, 'warn'],
    ['that nobody may count', null, 'skip'],
  ])('%s', (_, webhooks, status) => expect(judged(webhooks)).toMatchObject({ status }));
});

describe('the clock', () => {
  const second = 1_000_000;
  const now = 1_790_000_000 * second;
  it.each([
    ['agrees within the second that Discord leaves out', { before: now + 0.9 * second, after: now + 0.95 * second, theirs: now }, 0],
    ['agrees where the answer took long', { before: now - 4 * second, after: now + 6 * second, theirs: now }, 0],
    ['is ahead', { before: now + 31 * second, after: now + 31.2 * second, theirs: now }, 30_000],
    ['is behind', { before: now - 31 * second, after: now - 30 * second, theirs: now }, -30_000],
  ])('%s', (_, reading, skewMs) => expect(skewOf(reading)).toBe(skewMs)); // prettier-ignore

  it.each([
    [0, 'ok', 'agrees'],
    [4999, 'ok', 'agrees'],
    [61_000, 'warn', '61 s ahead of'],
    [-61_000, 'warn', '61 s behind'],
    [null, 'skip', 'did not say'],
  ])('that is off by %j ms is judged: %s', (skewMs, status, words) => {
    expect(judgeSkew({ skewMs })).toMatchObject({ status, message: expect.stringContaining(words) });
  });
});

describe('pictures', () => {
  const nothing: Places = { publicUrl: null, emoji: 'Discord refuses it (500)', vault: undefined };
  it.each<[string, Places, string]>([
    ['come from the public address where that works', { publicUrl: { url: 'https://bees.example', problem: null }, emoji: null, vault: null }, 'public-url'],
    ['come as emojis else', { ...nothing, publicUrl: { url: 'https://bees.example', problem: 'nothing answers there' }, emoji: null }, 'emoji'],
    ['come from the channel for them else', { ...nothing, vault: null }, 'vault'],
    ['are not shown else', nothing, 'none'],
  ])('%s', (_, places, way) => {
    const trials = trialsOf(places);
    expect(wayOf(trials)).toBe(way);
    expect(judgeAvatars(trials).status).toBe(way === 'none' ? 'warn' : 'ok');
  }); // prettier-ignore

  it('that cannot be shown: each reason is said', () => {
    const { message } = judgeAvatars(trialsOf({ ...nothing, vault: 'the bot is not let in there' }));
    for (const why of ['TZUROT_PUBLIC_URL', 'refuses it (500)', 'not let in there']) expect(message).toContain(why);
  });
});

describe('the end of a connection', () => {
  it.each([4004, 4010, 4011, 4012, 4013, 4014])('%i is final, and says what to do', closeCode => {
    const error = endingOf(closeCode);
    expect(error).toMatchObject({ code: 'unavailable', facts: { closeCode } });
    expect(`${error?.message} ${error?.try}`).toMatch(/DISCORD_TOKEN|Message Content Intent|discord\.shards|Update/);
  });

  it.each([1000, 1006, 4000, 4001, 4007, 4009])('%i is not', code => expect(endingOf(code)).toBeNull());

  it('a token that is refused is refused in the same words, wherever that is heard', () => {
    expect(endingOf(4004)?.message).toBe(tokenRefused({ status: 401 }).message);
    expect(noToken()).toMatchObject({ code: 'not_found', message: expect.stringContaining('DISCORD_TOKEN_FILE') });
  });
});

describe('the owner of the home', () => {
  const maker = '80351110224678912';

  it('is named, where nobody is, as whoever made the application', () => {
    expect(judgeOwner(null, anApplication({ ownerId: maker }))).toMatchObject({
      status: 'warn',
      try: `init --owner ${maker}`,
    });
    expect(judgeOwner(null, anApplication())).toMatchObject({ status: 'warn', try: 'init --owner YOUR_DISCORD_ID' });
  });

  it('need not be whoever made the application', () => {
    expect(judgeOwner('1', anApplication({ ownerId: maker }))).toMatchObject({ status: 'ok' });
  });
});

describe('personalities', () => {
  const hidden = { isPublic: false };

  it.each([
    [[], 'warn', 'personality create'],
    [[hidden, hidden], 'warn', 'personality edit'],
  ])('are not enough, where they are %j', (all, status, next) => {
    const judgement = judgePersonalities(all);
    expect(judgement.status).toBe(status);
    expect(judgement.try).toContain(next);
  });

  it('are enough where one answers everybody', () => {
    expect(judgePersonalities([hidden, { isPublic: true }])).toEqual({
      status: 'ok',
      message: '1 of 2 personalities may be talked to by everybody.',
    });
  });
});
