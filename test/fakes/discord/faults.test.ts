import { DiscordAPIError, RateLimitError, REST, Routes } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { tooMany, type Fault } from './faults.ts';
import { openDiscord, type Discord } from './open.ts';

const route = 'POST /webhooks/:webhook/:token';

/** One message through a webhook, by the real client, tried once. */
const saying = (discord: Discord, options: { timeout?: number; retries?: number } = {}) => {
  const webhook = discord.people.hangWebhook('general', 'Lila', discord.world.application.id);
  const rest = new REST({ api: discord.apiUrl, retries: 0, timeout: 300, ...options });
  const query = new URLSearchParams({ wait: 'true' });
  return () => rest.post(Routes.webhook(webhook.id, webhook.token), { auth: false, query, body: { content: 'hi' } });
};

describe('a fault', () => {
  test.each<[string, Fault, number]>([
    ['5xx before acting', { before: { status: 503 } }, 0],
    ['5xx after acting', { after: { status: 502 } }, 1],
    ['a reset before acting', { before: 'reset' }, 0],
    ['a reset after acting', { after: 'reset' }, 1],
    ['silence before acting', { before: 'hang' }, 0],
    ['silence after acting', { after: 'hang' }, 1],
    ['a body that breaks off', { after: 'cut' }, 1],
    ['a body nobody can read', { after: 'malformed' }, 1],
    ['a slow answer', { slowBy: 600 }, 0],
    ['a code of Discord’s', { before: { status: 404, code: 10015 } }, 0],
  ])('is %s', async (_, fault, acted) => {
    await using discord = await openDiscord();
    const say = saying(discord);
    discord.faults.next(route, fault);
    await expect(say()).rejects.toThrow();
    expect(discord.visible('general')).toHaveLength(acted);
    await say();
    expect(discord.visible('general')).toHaveLength(acted + 1);
  });

  test('of acting and then saying 502 makes a client that tries again send three more', async () => {
    await using discord = await openDiscord();
    discord.faults.add({ on: route, fault: { after: { status: 502 } } });
    await expect(saying(discord, { retries: 3 })()).rejects.toThrow();
    expect(discord.visible('general')).toHaveLength(4);
  });

  test('bears the code it was given', async () => {
    await using discord = await openDiscord();
    const say = saying(discord);
    discord.faults.next(route, { before: { status: 403, code: 50013, message: 'Missing Permissions' } });
    const error = await say().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DiscordAPIError);
    expect(error).toMatchObject({ status: 403, code: 50013 });
    expect(discord.journal.invalidRequests).toBe(1);
  });

  test('by chance is the same with the same seed', async () => {
    const run = async (seed: number) => {
      await using discord = await openDiscord({
        seed,
        faults: [{ on: 'POST *', chance: 0.5, fault: { before: { status: 500 } } }],
      });
      const say = saying(discord);
      const answers: boolean[] = [];
      for (let at = 0; at < 20; at += 1)
        answers.push(
          await say().then(
            () => true,
            () => false,
          ),
        );
      return answers;
    };
    const first = await run(7);
    expect(await run(7)).toEqual(first);
    expect(await run(8)).not.toEqual(first);
    expect(new Set(first).size).toBe(2);
  });

  test('may let some pass first, and ends', async () => {
    await using discord = await openDiscord({
      faults: [{ on: route, skip: 1, times: 1, fault: { before: { status: 500 } } }],
    });
    const say = saying(discord);
    const answers = [await fate(say()), await fate(say()), await fate(say())];
    expect(answers).toEqual(['well', 'not', 'well']);
  });
});

describe('too many requests', () => {
  test('are held back by the client, which reads the headers', async () => {
    await using discord = await openDiscord({
      limits: { routes: [{ on: 'POST /webhooks/:webhook/:token', uses: 2, seconds: 0.2 }] },
    });
    const say = saying(discord, { timeout: 3000 });
    for (let at = 0; at < 5; at += 1) await say();
    expect(discord.visible('general')).toHaveLength(5);
    expect(discord.journal.requests().filter(({ status }) => status === 429)).toHaveLength(0);
  });

  test('are refused when the client does not hold them back', async () => {
    let now = 0;
    await using discord = await openDiscord({
      now: () => now,
      limits: { routes: [{ on: route, uses: 1, seconds: 2 }] },
    });
    const rest = () => new REST({ api: discord.apiUrl, retries: 0, rejectOnRateLimit: ['/'] });
    const webhook = discord.people.hangWebhook('general', 'Lila', discord.world.application.id);
    const say = () => rest().post(Routes.webhook(webhook.id, webhook.token), { auth: false, body: { content: 'hi' } });
    await say();
    const error = await say().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ scope: 'user', global: false });
    expect(discord.journal.invalidRequests).toBe(1);
    now += 2000;
    await say();
    expect(discord.visible('general')).toHaveLength(2);
  });

  test('are not counted against the client when others made them', async () => {
    await using discord = await openDiscord();
    const rest = new REST({ api: discord.apiUrl, retries: 0, rejectOnRateLimit: ['/'] }).setToken(discord.token);
    const list = () => rest.get(Routes.channel(discord.id('general')));
    discord.faults.next('GET *', { before: tooMany({ scope: 'shared', retryAfter: 0.001 }) });
    await expect(list()).rejects.toMatchObject({ scope: 'shared' });
    discord.faults.next('GET *', { before: tooMany({ scope: 'global', retryAfter: 0.001 }) });
    await expect(list()).rejects.toMatchObject({ scope: 'global' });
    expect(discord.journal.invalidRequests).toBe(1);
  });

  test.each([
    ['html', { form: 'html', retryAfter: 0 }],
    ['no header', { form: 'bare', retryAfter: 0.001 }],
    ['an hour', { retryAfter: 3600 }],
    ['a fraction', { retryAfter: 0.25 }],
  ] as const)('may be said with %s', async (_, how) => {
    await using discord = await openDiscord();
    discord.faults.next('GET *', { before: tooMany(how) });
    const rest = new REST({ api: discord.apiUrl, retries: 0, rejectOnRateLimit: ['/'] }).setToken(discord.token);
    await expect(rest.get('/users/@me')).rejects.toBeInstanceOf(RateLimitError);
  });
});

const fate = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'well',
    () => 'not',
  );
