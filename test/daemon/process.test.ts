import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDiscord, type Discord } from '../fakes/discord/open.js';
import { aHome, type Home } from '../support/run-command.js';
import { start, type Running } from '../support/run-command-process.js';

const environment = ({ token, apiUrl, id }: Discord) => ({
  DISCORD_TOKEN: token,
  TZUROT_DISCORD_API_URL: apiUrl,
  TZUROT_OWNER: id('ada'),
});

/** Every byte that is stored. */
const storedIn = ({ path }: Home): string =>
  readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map(name => join(path, name))
    .filter(file => statSync(file).isFile())
    .map(file => readFileSync(file, 'latin1'))
    .join('\n');

/** The program as people start it, with a model that needs no service. */
async function served(discord: Discord): Promise<{ readonly home: Home; readonly running: Running }> {
  const home = await aHome();
  const env = environment(discord);
  await home.run('personality create lilith --name Lilith --set isPublic=true', { env });
  return { home, running: start(home, 'serve', { env }) };
}

describe('serve, as it is started', () => {
  it('speaks, goes when it is told to, and shows its token to nobody', async () => {
    await using discord = await openDiscord();
    const { home, running } = await served(discord);
    await discord.journal.until(({ what }) => what === 'identify');
    await discord.journal.until(
      ({ what, route }) => what === 'request' && String(route).startsWith('PUT /applications'),
    );
    discord.people.say('general', 'ada', '@Lilith hello');
    await discord.journal.until(({ what, by }) => what === 'message' && by === 'program');
    running.process.kill('SIGTERM');
    const { code, stdout, stderr } = await running.ended;
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain('Connected as Tzurot');
    for (const piece of [discord.token, discord.token.split('.')[2] ?? discord.token])
      expect(`${stderr}${storedIn(home)}`).not.toContain(piece);
  });

  it.each([
    [4004, /token/i],
    [4014, /intent/i],
  ])('ends with 6 and words when Discord refuses it with %i', async (closeCode, words) => {
    await using discord = await openDiscord();
    discord.faults.gateway.closeOnIdentify(closeCode, 10);
    const { home, running } = await served(discord);
    const { code, stderr } = await running.ended;
    expect(code).toBe(6);
    expect(stderr).toMatch(words);
    expect(discord.journal.identifies()).toHaveLength(1);
    expect(`${stderr}${storedIn(home)}`).not.toContain(discord.token);
  });

  it('ends with 6 and words when its token stops being good while it runs', async () => {
    await using discord = await openDiscord();
    const { running } = await served(discord);
    await discord.journal.until(
      ({ what, route }) => what === 'request' && String(route).startsWith('PUT /applications'),
    );
    discord.people.resetToken('another');
    discord.faults.gateway.close(4004);
    const { code, stderr } = await running.ended;
    expect(code).toBe(6);
    expect(stderr).toMatch(/token/i);
  });
});
