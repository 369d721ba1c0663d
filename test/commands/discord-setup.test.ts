import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDiscord, type Discord, type Options } from '../fakes/discord/open.js';
import { may, usual } from '../fakes/discord/permissions.js';
import { atTerminal } from '../support/run-command-terminal.js';
import { aHome, aHomeWithLilith, anEmptyPlace, everythingIn, type Home } from '../support/run-command.js';

type Check = { readonly id: string; readonly status: string; readonly message: string };
type Setup = {
  readonly invite: string;
  readonly application: { readonly id: string; readonly readsContent: boolean };
  readonly bot: { readonly id: string; readonly name: string };
  readonly checks: readonly Check[];
  readonly channels: readonly {
    readonly id: string;
    readonly name: string | null;
    readonly guild: string | null;
    readonly missing: readonly string[];
    readonly webhooks: number | null;
  }[];
  readonly avatars: { readonly way: string };
};

const needed = may.viewChannel | may.sendMessages | may.sendMessagesInThreads | may.readMessageHistory | may.attachFiles | may.manageWebhooks; // prettier-ignore

/** A server in which the bot may do exactly what it asks for, but for what a channel takes away. */
const bees: Options = {
  plan: {
    token: 'MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.0123456789abcdefghijklmnopqrstuvwxyzAB',
    people: ['ada'],
    guilds: [
      {
        name: 'Bees',
        owner: 'ada',
        members: ['ada'],
        everyone: 0n,
        botMay: needed,
        channels: [
          'garden',
          { name: 'bench', type: 11, parent: 'garden' },
          { name: 'hedge', overwrites: [{ for: 'everyone', deny: may.manageWebhooks }] },
          { name: 'cellar', overwrites: [{ for: 'everyone', deny: may.viewChannel }] },
          { name: 'pictures' },
        ],
      },
    ],
  },
};

async function aDiscord(options: Options = bees) {
  const discord = await openDiscord(options);
  onTestFinished(() => discord.close());
  return discord;
}

const envOf = ({ token, apiUrl }: Pick<Discord, 'token' | 'apiUrl'>, more: Readonly<Record<string, string>> = {}) => ({
  env: { DISCORD_TOKEN: token, TZUROT_DISCORD_API_URL: apiUrl, ...more },
});

function activate(home: Home, channelIds: readonly string[]): void {
  const db = new Sqlite(join(home.path, 'tzurot.db'));
  const insert = db.prepare(
    "INSERT INTO activations (channel_id, personality_id, slot) SELECT ?, id, 0 FROM personalities WHERE slug = 'lilith'",
  );
  for (const id of channelIds) insert.run(id);
  db.close();
}

const statusesOf = ({ checks }: Pick<Setup, 'checks'>) =>
  Object.fromEntries(checks.map(({ id, status }) => [id, status]));

describe('with a token that is good', () => {
  it('gives the link with the least permissions, and one document with everything that was found', async () => {
    const discord = await aDiscord();
    const setup = await (await aHome()).json<Setup>('discord setup', envOf(discord));
    const link = new URL(setup.invite);
    expect(link.searchParams.get('client_id')).toBe(discord.world.application.id);
    expect(link.searchParams.get('permissions')).toBe(String(needed));
    expect(setup).toMatchObject({
      application: { id: discord.world.application.id, readsContent: true },
      bot: { id: discord.world.bot.id },
      channels: [],
      avatars: { way: 'emoji' },
    });
    expect(statusesOf(setup)).toEqual({
      token: 'ok', clock: 'ok', application: 'ok', intents: 'ok', servers: 'ok', permissions: 'ok', webhooks: 'skip', avatars: 'ok', owner: 'warn', personalities: 'warn',
    }); // prettier-ignore
  });

  it('with exactly these permissions, nothing is missing in a channel or its thread', async () => {
    const discord = await aDiscord();
    const home = await aHomeWithLilith();
    activate(home, [discord.id('garden'), discord.id('bench')]);
    const setup = await home.json<Setup>('discord setup', envOf(discord));
    expect(setup.channels).toMatchObject([
      { name: 'garden', guild: 'Bees', missing: [], webhooks: 0 },
      { name: 'bench', guild: 'Bees', missing: [], webhooks: 0 },
    ]);
    expect(statusesOf(setup)).toMatchObject({ permissions: 'ok', webhooks: 'ok' });
    expect(discord.journal.invalidRequests).toBe(0);
  });

  it('names what is missing, where it is, and what cannot be seen', async () => {
    const discord = await aDiscord();
    const home = await aHomeWithLilith();
    activate(home, [discord.id('hedge'), discord.id('cellar'), '424242424242424242']);
    const { channels, ...setup } = await home.json<Setup>('discord setup', envOf(discord));
    expect(Object.fromEntries(channels.map(({ id, missing }) => [id, missing]))).toEqual({
      [discord.id('hedge')]: ['MANAGE_WEBHOOKS'],
      [discord.id('cellar')]: ['VIEW_CHANNEL'],
      '424242424242424242': ['VIEW_CHANNEL'],
    });
    expect(channels.find(({ id }) => id === discord.id('cellar'))).toMatchObject({ name: 'cellar', guild: 'Bees' });
    expect(statusesOf(setup)).toMatchObject({ permissions: 'warn' });
    const { stdout } = await home.run('discord setup', envOf(discord));
    expect(stdout).toMatch(/^ {2}#hedge of Bees: Manage Webhooks$/m);
    expect(stdout).toMatch(/^ {2}424242424242424242: View Channels$/m);
  });

  it('collects no refusals, however many channels are gone', async () => {
    const discord = await aDiscord();
    const home = await aHomeWithLilith();
    activate(
      home,
      Array.from({ length: 60 }, (_, index) => String(424242424242424242n + BigInt(index))),
    );
    await home.json('discord setup', envOf(discord));
    const refused = discord.journal.requests().filter(({ status }) => Number(status) >= 400);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThanOrEqual(5);
  });

  it('leaves nothing behind: not there, and not in the home', async () => {
    const discord = await aDiscord();
    const home = await aHome();
    const before = everythingIn(home.path);
    await home.json('discord setup', envOf(discord));
    expect(discord.world.emojis.size).toBe(0);
    expect(discord.visible('garden')).toEqual([]);
    const after = Object.entries(everythingIn(home.path)).filter(([name]) => !/^(?:logs|cache)/.test(name));
    expect(Object.fromEntries(after)).toEqual(
      Object.fromEntries(Object.entries(before).filter(([name]) => !/^(?:logs|cache)/.test(name))),
    );
  });

  it('proves the channel for pictures by putting a file there', async () => {
    const discord = await aDiscord();
    discord.faults.add({
      on: 'POST /applications/:application/emojis',
      fault: { before: { status: 400, code: 30_008 } },
    });
    const home = await aHome();
    await home.run(`config set discord.vaultChannel ${discord.id('pictures')}`);
    expect((await home.json<Setup>('discord setup', envOf(discord))).avatars.way).toBe('vault');
    expect(discord.journal.sends({ channelId: discord.id('pictures') })).toHaveLength(1);
    expect(discord.visible('pictures')).toEqual([]);
  });

  it('says that there will be no pictures, and why', async () => {
    const discord = await aDiscord();
    discord.faults.add({
      on: 'POST /applications/:application/emojis',
      fault: { before: { status: 400, code: 30_008 } },
    });
    const { env } = envOf(discord, { TZUROT_PUBLIC_URL: 'http://127.0.0.1:9' });
    const setup = await (await aHome()).json<Setup>('discord setup', { env });
    expect(setup.avatars.way).toBe('none');
    expect(setup.checks.find(({ id }) => id === 'avatars')).toMatchObject({
      status: 'warn',
      message: expect.stringContaining('as many emojis'),
    });
  });

  it('is read from a file as well, and stands nowhere in what is said', async () => {
    const discord = await aDiscord();
    const home = await aHome();
    const file = join(home.folder, 'token');
    writeFileSync(file, `${discord.token}\n`, { mode: 0o600 });
    const env = { DISCORD_TOKEN_FILE: file, TZUROT_DISCORD_API_URL: discord.apiUrl, LOG_LEVEL: 'debug' };
    const { code, stdout, stderr } = await home.run('discord setup', { env });
    expect(code).toBe(0);
    expect(stdout + stderr).not.toContain(discord.token);
  });

  it('shows a person what it is looking at', async () => {
    const discord = await aDiscord();
    const home = await aHomeWithLilith();
    activate(home, [discord.id('garden')]);
    const terminal = atTerminal(home, 'discord setup', envOf(discord).env);
    await terminal.sees('https://discord.com/oauth2/authorize');
    await terminal.sees('looking at channel 1 of 1');
    await terminal.sees('Discord is ready.');
    expect((await terminal.ended).code).toBe(0);
  });
});

describe('an application that may not read', () => {
  it('is an obstacle: exit code 6, with the whole document', async () => {
    const discord = await aDiscord({ plan: { ...bees.plan, application: { flags: 0 } } });
    const { code, stdout, stderr } = await (await aHome()).run('discord setup --json', envOf(discord));
    const setup: Setup = JSON.parse(stdout);
    expect({ code, stderr }).toEqual({ code: 6, stderr: '' });
    expect(statusesOf(setup)).toMatchObject({ token: 'ok', intents: 'fail', permissions: 'ok' });
    expect(setup.invite).toContain('oauth2');
  });
});

describe('without what it takes', () => {
  it('says where a token comes from, and how to give it: exit code 3', async () => {
    const failure = await (await aHome()).failure('discord setup');
    expect(failure).toMatchObject({ exit: 3, code: 'not_found' });
    for (const words of ['discord.com/developers', 'DISCORD_TOKEN', 'DISCORD_TOKEN_FILE'])
      expect(failure.message).toContain(words);
  });

  it('wants a home first', async () => {
    expect(await anEmptyPlace().failure('discord setup')).toMatchObject({ exit: 3, try: 'init' });
  });

  it('a token that is refused ends with exit code 6, after one question', async () => {
    const discord = await aDiscord();
    const failure = await (await aHome()).failure('discord setup', envOf({ ...discord, token: 'not.the.token' }));
    expect(failure).toMatchObject({
      exit: 6,
      code: 'unavailable',
      message: expect.stringContaining('does not accept'),
    });
    expect(JSON.stringify(failure)).not.toContain('not.the.token');
    expect(discord.journal.requests()).toHaveLength(1);
  });

  it('nobody there ends with exit code 6', async () => {
    const nowhere = { token: 'a.b.c', apiUrl: 'http://127.0.0.1:1/api' };
    expect(await (await aHome()).failure('discord setup', envOf(nowhere))).toMatchObject({
      exit: 6,
      code: 'unavailable',
    });
  });

  it('a token on the command line is refused, and not repeated', async () => {
    const failure = await (await aHome()).failure(`discord setup ${bees.plan?.token}`);
    expect(failure).toMatchObject({ exit: 2, message: expect.stringContaining('DISCORD_TOKEN_FILE') });
    expect(JSON.stringify(failure)).not.toContain(bees.plan?.token);
  });

  it('the shards are a number, or left to Discord', async () => {
    const home = await aHome();
    for (const shards of ['auto', '2'])
      expect(await home.run(`config set discord.shards ${shards}`)).toMatchObject({ code: 0 });
    expect(await home.failure('config set discord.shards 0')).toMatchObject({ exit: 2 });
  });

  it('an address of Discord in the config file is refused: the token goes there', async () => {
    const failure = await (await aHome()).failure('config set discord.url http://evil.example');
    expect(failure).toMatchObject({ exit: 2, message: expect.stringContaining('TZUROT_DISCORD_API_URL') });
  });
});

describe('the doctor', () => {
  type Diagnosis = { readonly ok: boolean; readonly checks: readonly Check[] };
  const examined = async (home: Home, discord: Discord, flags = '') => {
    const { code, stdout } = await home.run(`doctor ${flags} --json`, envOf(discord));
    const { checks }: Diagnosis = JSON.parse(stdout);
    return { code, check: (id: string) => checks.find(each => each.id === id) };
  };

  it('finds Discord well', async () => {
    const discord = await aDiscord();
    const home = await aHomeWithLilith();
    activate(home, [discord.id('garden')]);
    const { code, check } = await examined(home, discord);
    expect(code).toBe(0);
    for (const id of ['discord', 'discord-intents', 'discord-channels', 'discord-webhooks', 'discord-clock'])
      expect(check(id)).toMatchObject({ status: 'ok' });
    expect(check('addresses')).toMatchObject({ status: 'warn', message: expect.stringContaining('Discord') });
    expect(discord.world.emojis.size).toBe(0);
    expect(discord.journal.requests().every(({ method }) => method === 'GET')).toBe(true);
  });

  it('names the channel that lacks something, and goes on', async () => {
    const discord = await aDiscord();
    const home = await aHomeWithLilith();
    activate(home, [discord.id('hedge'), discord.id('garden')]);
    const { code, check } = await examined(home, discord);
    expect(code).toBe(0);
    expect(check('discord-channels')).toMatchObject({
      status: 'warn',
      message: expect.stringContaining('#hedge of Bees lacks Manage Webhooks'),
    });
  });

  it('counts webhooks', async () => {
    const discord = await aDiscord();
    const home = await aHomeWithLilith();
    activate(home, [discord.id('garden')]);
    const garden = discord.id('garden');
    const hooks = Array.from({ length: 15 }, (_, index) => String(5000 + index));
    for (const id of hooks)
      discord.world.webhooks.set(id, { id, type: 1, guild_id: discord.id('Bees'), channel_id: garden, name: 'news', avatar: null, token: 'x', application_id: null }); // prettier-ignore
    discord.world.webhooksOf.set(garden, new Set(hooks));
    expect((await examined(home, discord)).check('discord-webhooks')).toMatchObject({
      status: 'warn',
      message: expect.stringContaining('#garden'),
    });
  });

  it('sees by how much the clocks differ', async () => {
    const discord = await aDiscord();
    discord.faults.add({
      on: 'GET /users/@me',
      fault: {
        before: { status: 200, body: { ...discord.world.bot }, headers: { date: 'Thu, 01 Jan 2026 00:00:00 GMT' } },
      },
    });
    expect((await examined(await aHome(), discord)).check('discord-clock')).toMatchObject({ status: 'warn' });
  });

  it('fails for a missing intent, and for a token that is refused: exit code 6', async () => {
    const discord = await aDiscord({ plan: { ...bees.plan, application: { flags: 0 } } });
    const home = await aHome();
    const blind = await examined(home, discord);
    expect({ code: blind.code, intents: blind.check('discord-intents') }).toMatchObject({
      code: 6,
      intents: { status: 'fail' },
    });
    const refused = await examined(home, { ...discord, token: 'not.the.token' });
    expect({ code: refused.code, discord: refused.check('discord') }).toMatchObject({
      code: 6,
      discord: { status: 'fail' },
    });
    expect(refused.check('discord-channels')).toMatchObject({ status: 'skip' });
  });

  it('leaves Discord in peace with --offline', async () => {
    const discord = await aDiscord();
    expect((await examined(await aHome(), discord, '--offline')).check('discord')).toMatchObject({ status: 'skip' });
    expect(discord.journal.requests()).toEqual([]);
  });
});

it('what everybody has in a server does not suffice, and that is said', async () => {
  const discord = await aDiscord({
    plan: {
      people: ['ada'],
      guilds: [{ name: 'Bees', owner: 'ada', members: ['ada'], everyone: usual, botMay: 0n, channels: ['garden'] }],
    },
  });
  const home = await aHomeWithLilith();
  activate(home, [discord.id('garden')]);
  expect((await home.json<Setup>('discord setup', envOf(discord))).channels).toMatchObject([
    { missing: ['MANAGE_WEBHOOKS'], webhooks: null },
  ]);
});
