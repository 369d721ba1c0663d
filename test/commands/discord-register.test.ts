import { expect, it, onTestFinished } from 'vitest';
import { openDiscord } from '../fakes/discord/open.js';
import { aHome, type Home } from '../support/run-command.js';

const token = 'MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.0123456789abcdefghijklmnopqrstuvwxyzAB';

async function aDiscord() {
  const discord = await openDiscord({ plan: { token } });
  onTestFinished(() => discord.close());
  return discord;
}

type Registered = { readonly commands: readonly string[]; readonly changed: number };

const registered = (home: Home, apiUrl: string, given = token) =>
  home.run('discord register --json', { env: { DISCORD_TOKEN: given, TZUROT_DISCORD_API_URL: apiUrl } });

it('makes the commands known once, and says so when they are', async () => {
  const { apiUrl } = await aDiscord();
  const home = await aHome();
  const first: Registered = JSON.parse((await registered(home, apiUrl)).stdout);
  expect(first.commands).toContain('wallet');
  expect(first.changed).toBe(first.commands.length);
  expect(JSON.parse((await registered(home, apiUrl)).stdout)).toEqual({ ...first, changed: 0 });
});

it('with a token that is refused says which variable to set', async () => {
  const { apiUrl } = await aDiscord();
  const { code, stdout, stderr } = await registered(await aHome(), apiUrl, `${token}x`);
  expect(code).toBe(6);
  expect(stdout + stderr).toContain('DISCORD_TOKEN');
});
