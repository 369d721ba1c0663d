import type { App } from '../../app.js';
import { readsContent } from '../../domain/discord/application.js';
import { trialsOf, wayOf } from '../../domain/discord/avatars.js';
import { setupChecks } from '../../domain/discord/checks.js';
import { inviteLink } from '../../domain/discord/invite.js';
import type { Introduction } from '../../domain/discord/sight.js';
import { actorFor, TzurotCommand } from '../_base.js';
import { exitCodeOfKind } from '../_failure.js';
import { assertNoSecret } from '../_secret.js';
import { stopped } from '../_signals.js';
import { stepLine } from '../_steps.js';
import { checkLines } from '../_view/diagnosis.js';
import { invitation, shortages, shownChannels } from '../_view/discord.js';

type Discord = Awaited<ReturnType<App['discord']>>;

const again = 'discord setup';
const ways = 'There are two safe ways: DISCORD_TOKEN in the environment, or a file that DISCORD_TOKEN_FILE names.';

export default class DiscordSetup extends TzurotCommand {
  static override summary = 'Get the link that invites the bot, and check that Discord is ready for it.';
  static override description =
    'Asks Discord about the token, the intents, the servers and each activated channel, and tries where pictures of personalities can be shown: an emoji or a file is made for that and taken away again. The token comes from DISCORD_TOKEN, or from the file that DISCORD_TOKEN_FILE names.';
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --json'];

  async run() {
    assertNoSecret(this.argv, { words: 0, again, ways });
    const { flags } = await this.parse(DiscordSetup);
    return this.withApp(flags, async app => {
      const discord = await app.discord(stopped);
      const us = await discord.introduce();
      const { bot, application } = us;
      const invite = inviteLink(application.id);
      const paint = this.paint(flags);
      this.log(invitation(invite, application.name, paint));

      const { sight, trials } = await this.looked(app, discord, us);
      const { owner: ownerId, discord: plan } = app.config;
      const personalities = await app.personality.list({ userId: '', isOwner: true });
      const checks = setupChecks(sight, trials, plan.shards, { ownerId, personalities }).map(
        ({ try: next, ...check }) => (next === undefined || next === again ? check : { ...check, try: next }),
      );
      const isReady = checks.every(({ status }) => status !== 'fail');
      const lines = [...checkLines(checks, this.program, paint), ...shortages(sight.channels)];
      this.log([...lines, isReady ? 'Discord is ready.' : paint('red', 'Something needs you.')].join('\n'));
      if (!isReady) process.exitCode = exitCodeOfKind('unavailable');
      return {
        invite,
        application: {
          id: application.id,
          name: application.name,
          isPublic: application.isPublic,
          readsContent: readsContent(application),
        },
        bot,
        servers: sight.guilds,
        checks,
        channels: shownChannels(sight.channels),
        avatars: { way: wayOf(trials), trials },
      };
    });
  }

  /** Everything that takes a while, with a word about what is under way. */
  private async looked(app: App, discord: Discord, us: Introduction) {
    const { config } = app;
    const line = stepLine(!this.jsonEnabled());
    try {
      const sight = await discord.look(us, line.say);
      line.say('pictures');
      const { publicUrl } = config;
      const picture = await anyPicture(app);
      const trials = trialsOf(await discord.tryPictures(us, { publicUrl, picture, ...config.discord }));
      return { sight, trials };
    } finally {
      line.end();
    }
  }
}

/** Somebody's picture, if anybody has one. */
async function anyPicture(app: App): Promise<string | null> {
  const all = await app.personality.list(actorFor(await app.user.owner(), app.config));
  return all.find(({ avatar }) => avatar !== null)?.avatar ?? null;
}
