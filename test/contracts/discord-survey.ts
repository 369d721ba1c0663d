import { describe, expect, test } from 'vitest';
import { manageWebhooks } from '../../src/domain/discord/permission.js';
import { permissionsIn } from '../../src/domain/discord/access.js';
import { TzurotError } from '../../src/domain/errors.js';
import type { DiscordSurvey } from '../../src/ports/discord-survey.js';

export type SurveyWorld = {
  /**
   * A bot in one server, Bees: a channel “garden” with one webhook, which is ours, a thread “bench” in it, and a channel
   * “cellar” in which the bot sees nothing. What the bot may do comes from a role.
   */
  readonly survey: DiscordSurvey;
  readonly ids: Readonly<Record<'Bees' | 'garden' | 'bench' | 'cellar', string>>;
  /** The same, with a token that is refused. */
  readonly refused: DiscordSurvey;
  /** The same, where nobody answers. */
  readonly gone: DiscordSurvey;
} & Partial<AsyncDisposable>;

export type OpenSurvey = () => SurveyWorld | Promise<SurveyWorld>;

/** What every DiscordSurvey promises. Run it against each adapter, and against the fake. */
export function discordSurveyContract(open: OpenSurvey) {
  describe('keeps the DiscordSurvey contract', () => {
    const it = test.extend('world', async ({}, { onCleanup }) => {
      const world = await open();
      onCleanup(async () => await world[Symbol.asyncDispose]?.());
      return world;
    });

    it('knows whose token it is', async ({ world: { survey } }) => {
      const { bot } = await survey.account();
      expect(bot.id).toMatch(/^\d+$/);
      expect(bot.name).not.toBe('');
    });

    it('knows the application', async ({ world: { survey } }) => {
      expect(await survey.application()).toMatchObject({ id: expect.stringMatching(/^\d+$/), isPublic: true });
    });

    it('lists the servers', async ({ world: { survey, ids } }) => {
      expect(await survey.guilds()).toEqual([{ id: ids.Bees, name: 'Bees' }]);
    });

    it('finds a channel and a thread in it', async ({ world: { survey, ids } }) => {
      expect(await survey.place(ids.garden)).toMatchObject({ name: 'garden', guildId: ids.Bees, isThread: false });
      expect(await survey.place(ids.bench)).toMatchObject({ name: 'bench', isThread: true, parentId: ids.garden });
    });

    it('finds nothing where there is nothing, or where it may not look', async ({ world: { survey, ids } }) => {
      expect(await survey.place('1')).toBeNull();
      expect(await survey.place(ids.cellar)).toBeNull();
      expect(await survey.placesOf('1')).toBeNull();
      expect(await survey.guild('1', '2')).toBeNull();
      expect(await survey.webhooks(ids.cellar, '2')).toBeNull();
    });

    it('lists the channels of a server, the hidden ones as well', async ({ world: { survey, ids } }) => {
      const names = (await survey.placesOf(ids.Bees))?.map(({ name, guildId }) => ({ name, guildId }));
      expect(names).toEqual(
        expect.arrayContaining([
          { name: 'garden', guildId: ids.Bees },
          { name: 'cellar', guildId: ids.Bees },
        ]),
      );
      expect(names).not.toContainEqual(expect.objectContaining({ name: 'bench' }));
    });

    it('tells what the bot may do there', async ({ world: { survey, ids } }) => {
      const { bot } = await survey.account();
      const around = await survey.guild(ids.Bees, bot.id);
      const cellar = (await survey.placesOf(ids.Bees))?.find(({ id }) => id === ids.cellar);
      if (around === null || cellar === undefined) throw new Error('There is nothing to look at.');
      expect(permissionsIn(around.guild, around.member, []) & manageWebhooks.bit).toBe(manageWebhooks.bit);
      expect(permissionsIn(around.guild, around.member, cellar.overwrites)).toBe(0n);
    });

    it('counts webhooks', async ({ world: { survey, ids } }) => {
      const { id } = await survey.application();
      expect(await survey.webhooks(ids.garden, id)).toEqual({ all: 1, ours: 1 });
    });

    it('can make an emoji, and post a file where it is let in', async ({ world: { survey, ids } }) => {
      expect(await survey.tryEmoji((await survey.application()).id)).toBeNull();
      expect(await survey.tryFile(ids.garden)).toBeNull();
      expect(await survey.tryFile(ids.cellar)).toEqual(expect.stringMatching(/./));
    });

    it.for(['refused', 'gone'] as const)('cannot answer anything when it is %s', async (how, { world }) => {
      const survey = world[how];
      const questions = [
        survey.account(),
        survey.application(),
        survey.guilds(),
        survey.place(world.ids.garden),
        survey.placesOf(world.ids.Bees),
        survey.guild(world.ids.Bees, '2'),
        survey.webhooks(world.ids.garden, '2'),
        survey.tryEmoji('2'),
        survey.tryFile(world.ids.garden),
      ];
      for (const outcome of await Promise.allSettled(questions)) {
        expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
        expect(outcome.status === 'rejected' && outcome.reason).toBeInstanceOf(TzurotError);
      }
    });
  });
}
