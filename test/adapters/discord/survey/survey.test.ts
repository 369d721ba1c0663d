import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { httpEgress } from '../../../../src/adapters/http/egress.js';
import { discordSurvey } from '../../../../src/adapters/discord/survey/survey.js';
import { systemClock } from '../../../../src/adapters/system/clock.js';
import { viewChannel } from '../../../../src/domain/discord/permission.js';
import { Secret } from '../../../../src/domain/wallet/secret.js';
import { discordSurveyContract } from '../../../contracts/discord-survey.js';
import { fakeClock } from '../../../fakes/clock.js';
import { openDiscord } from '../../../fakes/discord/open.js';
import { may } from '../../../fakes/discord/permissions.js';
import { fakeEgress, type Reply } from '../../../fakes/egress.js';

discordSurveyContract(async () => {
  const cellar = { name: 'cellar', overwrites: [{ for: 'everyone', deny: viewChannel.bit }] };
  const discord = await openDiscord({
    plan: {
      people: ['ada'],
      guilds: [
        {
          name: 'Bees',
          owner: 'ada',
          members: ['ada'],
          botMay: may.manageWebhooks | may.viewChannel | may.sendMessages | may.attachFiles,
          channels: ['garden', { name: 'bench', type: 11, parent: 'garden' }, cellar],
        },
      ],
    },
  });
  const clock = systemClock();
  const egress = httpEgress({ clock });
  const surveyWith = (token: string, url = discord.apiUrl) =>
    discordSurvey({ egress, clock, url, token: new Secret(token) });
  const ids = {
    Bees: discord.id('Bees'),
    garden: discord.id('garden'),
    bench: discord.id('bench'),
    cellar: discord.id('cellar'),
  };
  const made = await egress.request({
    url: `${discord.apiUrl}/v10/channels/${ids.garden}/webhooks`,
    trust: 'operator',
    deadlineMs: 5000,
    maxBytes: 10_000,
    method: 'POST',
    headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Lilith' }),
  });
  made.cancel();
  return {
    survey: surveyWith(discord.token),
    ids,
    refused: surveyWith('not.the.token'),
    gone: surveyWith(discord.token, 'http://127.0.0.1:1/api'),
    async [Symbol.asyncDispose]() {
      await egress[Symbol.asyncDispose]();
      await discord.close();
    },
  };
});

const base = 'http://127.0.0.1:4000/api';
const token = new Secret(['MTIzNDU2Nzg5MDEyMzQ1Njc4', 'Gabcde', 'x'.repeat(38)].join('.'));
const me = { id: '900', username: 'hive', discriminator: '0' };

const at = (path: string, ...replies: readonly Reply[]) => {
  const clock = fakeClock();
  let asked = 0;
  const next = () => replies[Math.min(asked++, replies.length - 1)] ?? 'hang-up';
  const egress = fakeEgress({ [`${base}/v10/${path}`]: next }, clock);
  return { egress, clock, survey: discordSurvey({ egress, clock, url: `${base}/`, token }) };
};

const account = (...replies: readonly Reply[]) => at('users/@me', ...replies);
const says = (body: unknown, headers = {}): Reply => ({ body: JSON.stringify(body), headers });

describe('a question', () => {
  it('has the token in its header, and introduces itself as Discord wants it', async () => {
    const { egress, survey } = account(says(me));
    await survey.account();
    expect(egress.arrived[0]?.headers).toMatchObject({
      authorization: `Bot ${token.reveal()}`,
      'user-agent': expect.stringMatching(/^DiscordBot \(\S+, \S+\)$/),
    });
  });

  it('brings the time along', async () => {
    const { survey } = account(says(me, { date: 'Fri, 02 Jan 2026 00:00:00 GMT' }));
    expect((await survey.account()).theirs).toBe(Date.UTC(2026, 0, 2) * 1000);
    expect((await account(says(me)).survey.account()).theirs).toBeNull();
  });

  it.each([
    ['0', 'hive'],
    ['0042', 'hive#0042'],
    [null, 'hive'],
  ])('knows a bot with the discriminator %j as %s', async (discriminator, name) => {
    expect((await account(says({ ...me, discriminator })).survey.account()).bot.name).toBe(name);
  });

  it.each<[string, Reply, number]>([
    ['in seconds', { status: 429, body: '{"retry_after":2.5}' }, 2500],
    ['in the header alone', { status: 429, body: '<html>', headers: { 'retry-after': '3' } }, 3000],
    ['not at all', { status: 429 }, 1000],
    ['by having trouble', { status: 502 }, 1000],
  ])('waits as long as Discord says: %s', async (_, busy, ms) => {
    const { egress, clock, survey } = account(busy, says(me));
    const asking = survey.account();
    await clock.advance(ms - 1);
    expect(egress.arrived).toHaveLength(1);
    await clock.advance(1);
    expect(await asking).toMatchObject({ bot: { id: '900' } });
    expect(egress.arrived).toHaveLength(2);
  });

  it.each<[string, Reply]>([
    ['too long', { status: 429, body: '{"retry_after":3600}' }],
    ['for a time that is none', { status: 429, body: '{"retry_after":-1}', headers: { 'retry-after': 'soon' } }],
  ])('does not wait %s without end', async (_, busy) => {
    const { egress, clock, survey } = account(busy);
    const asking = survey.account().catch((error: unknown) => error);
    await clock.advance(60_000);
    expect(await asking).toMatchObject({ code: 'unavailable', facts: { status: 429 } });
    expect(egress.arrived.length).toBeLessThanOrEqual(4);
  });

  it('gives up on lasting trouble after four times', async () => {
    const { egress, clock, survey } = account({ status: 500 });
    const asking = survey.account().catch((error: unknown) => error);
    await clock.advance(60_000);
    expect(await asking).toMatchObject({ code: 'unavailable', facts: { status: 500 } });
    expect(egress.arrived).toHaveLength(4);
  });

  it('is not asked again when the token is refused', async () => {
    const { egress, survey } = account({ status: 401 });
    await expect(survey.account()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('DISCORD_TOKEN'),
      facts: { status: 401 },
    });
    expect(egress.arrived).toHaveLength(1);
  });

  it.each<[string, Reply]>([
    ['no JSON', { body: '<html>' }],
    ['another JSON', says({ hello: 'world' })],
    ['a redirect', { status: 307, headers: { location: 'https://evil.example/' } }],
    ['nothing', 'hang-up'],
    ['a refusal', { status: 401, body: JSON.stringify({ message: token.reveal() }) }],
    ['half an answer', { body: '{"id"', ending: 'hang-up' }],
  ])('that gets %s for an answer fails, and the token is nowhere in it', async (_, reply) => {
    const error = await account(reply)
      .survey.account()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'unavailable' });
    expect(inspect(error, { depth: 9 })).not.toContain(token.reveal());
  });

  it('with a token that cannot be sent says so, and does not repeat it', async () => {
    const survey = discordSurvey({ egress: fakeEgress({}), clock: fakeClock(), url: base, token: new Secret('a\nb') });
    await expect(survey.account()).rejects.toMatchObject({ message: expect.stringContaining('line break') });
  });
});

it('reads the servers page by page', async () => {
  const all = Array.from({ length: 201 }, (_, index) => ({ id: String(index + 1), name: `Server ${index + 1}` }));
  const egress = fakeEgress({
    [`${base}/v10/users/@me/guilds?limit=200&after=0`]: says(all.slice(0, 200)),
    [`${base}/v10/users/@me/guilds?limit=200&after=200`]: says(all.slice(200)),
  });
  const survey = discordSurvey({ egress, clock: fakeClock(), url: base, token });
  expect(await survey.guilds()).toEqual(all);
});

describe('a trial', () => {
  const emojis = `${base}/v10/applications/800/emojis`;
  const tried = (made: Reply, taken: Reply) => {
    const egress = fakeEgress({ [emojis]: made, [`${emojis}/7`]: taken });
    return { egress, trial: discordSurvey({ egress, clock: fakeClock(), url: base, token }).tryEmoji('800') };
  };

  it('takes away again what it made', async () => {
    const { egress, trial } = tried(says({ id: '7' }), { status: 204 });
    expect(await trial).toBeNull();
    expect(egress.arrived.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `POST ${emojis}`,
      `DELETE ${emojis}/7`,
    ]);
  });

  it.each([
    [{ status: 400, body: '{"code":30008}' }, 'there are as many emojis as there may be'],
    [{ status: 403, body: '{"code":50013}' }, 'the bot lacks a permission for it'],
    [{ status: 400, body: '{"code":50035,"message":"secret words"}' }, 'Discord refuses it (50035)'],
    [{ status: 404, body: 'nothing' }, 'Discord refuses it (404)'],
  ])('that is refused says why, in words of ours: %j', async (reply, why) => {
    const { egress, trial } = tried(reply, 'hang-up');
    expect(await trial).toBe(why);
    expect(egress.arrived).toHaveLength(1);
  });
});

describe('an address for everybody', () => {
  const bees = 'https://bees.example/tzurot';
  const sha256 = 'a'.repeat(64);
  const picture = `${bees}/avatars/${sha256}`;
  const asked = (url: string, reply: Reply, wanted: string | null) =>
    discordSurvey({
      egress: fakeEgress({ [url]: reply }),
      clock: fakeClock(),
      url: base,
      token,
    }).tryAddress(bees, wanted);

  it('is one where anything answers, while there is no picture', async () => {
    expect(await asked(bees, { status: 404 }, null)).toBeNull();
    expect(await asked(bees, 'hang-up', null)).toContain('nothing answers');
  });

  it('is one where a picture is seen', async () => {
    const headers = { 'content-type': 'image/png' };
    expect(await asked(picture, { headers }, sha256)).toBeNull();
    expect(await asked(picture, 'hang-up', sha256)).toContain('nothing answers');
    expect(await asked(picture, { status: 404, headers }, sha256)).toContain(`${picture} answers with 404`);
    expect(await asked(picture, { headers: { 'content-type': 'text/html' } }, sha256)).toContain('shows no picture');
  });

  it.each(['http://bees.example/', 'https://192.168.0.7/'])('is not %s', async url => {
    const survey = discordSurvey({
      egress: fakeEgress({ [url]: { status: 200 } }),
      clock: fakeClock(),
      url: base,
      token,
    });
    await expect(survey.tryAddress(url, null)).rejects.toMatchObject({ code: 'denied' });
    await expect(survey.tryAddress(url, sha256)).rejects.toMatchObject({ code: 'denied' });
  });

  it('is never told the token', async () => {
    const egress = fakeEgress({ [picture]: { status: 200 } });
    await discordSurvey({ egress, clock: fakeClock(), url: base, token }).tryAddress(bees, sha256);
    expect(egress.arrived).toHaveLength(1);
    expect(JSON.stringify(egress.arrived)).not.toContain(token.reveal());
  });
});
