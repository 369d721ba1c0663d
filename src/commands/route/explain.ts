import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { plain, type ReplyTarget } from '../../domain/turn/incoming.js';
import type { Venue } from '../../domain/conversation/venue.js';
import { TzurotCommand } from '../_base.js';
import { asFlag } from '../_flags.js';
import { TzurotError } from '../../domain/errors.js';
import { handleOf } from '../../domain/user/user.js';
import { terminalOf } from '../_memory.js';
import { routeSteps } from '../_view/route.js';

const serverAt = (channel: string): Venue => ({
  channelId: channel === 'server' ? 'example' : placeNamed(channel),
  platform: 'discord',
  kind: 'guild',
  guildId: 'example',
  isPublic: true,
});

function placeNamed(channel: string): string {
  if (/^\d{15,20}$/.test(channel)) return channel;
  throw new TzurotError('invalid', `“${channel}” is no place. Say server, dm, or the id of a channel on Discord.`);
}

export default class RouteExplain extends TzurotCommand {
  static override summary = 'Show who would answer a message, and by which rule. Nothing is said.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> "hello @lilith"',
    '<%= config.bin %> <%= command.id %> "and you?" --reply-to lilith',
    '<%= config.bin %> <%= command.id %> "good night" --channel dm --dm-with lilith',
    '<%= config.bin %> <%= command.id %> "good night" --channel 123456789012345678',
  ];
  static override args = { text: Args.string({ ignoreStdin: true, required: true, description: 'The message.' }) };
  static override flags = {
    ...asFlag,
    channel: Flags.string({
      default: 'server',
      helpValue: 'server|dm|ID',
      description: 'Where it is said: in a server, in a direct message, or in the Discord channel of this id.',
    }),
    'thread-of': Flags.string({
      helpValue: 'ID',
      description: 'The channel that the one of --channel is a thread of.',
    }),
    'reply-to': Flags.string({
      helpValue: 'SLUG|person',
      description: 'Whom it replies to: a personality, or another person.',
    }),
    'dm-with': Flags.string({
      helpValue: 'SLUG',
      description: 'Whom the person last talked to in this direct message.',
    }),
  };

  async run() {
    const { args, flags } = await this.parse(RouteExplain);
    return this.withApp(flags, async app => {
      const author = await app.user.actor(flags.as);
      const message = {
        id: 'example',
        text: args.text,
        author: { userId: author.id, accountId: handleOf(author), name: null, kind: 'person' as const },
        venue: flags.channel === 'dm' ? terminalOf(author) : serverAt(flags.channel),
        saidAt: app.clock.now(),
        ...plain,
        replyTo: replyTarget(flags['reply-to']),
      };
      const routed =
        flags.channel === 'dm' || flags.channel === 'server'
          ? await app.turn.wayOf(message, flags['dm-with'] ?? null)
          : await app.inbox.wayIn(message, flags['thread-of'] ?? null, author);
      this.log(routeSteps(routed, this.paint(flags)));
      return { answers: routed.answers, ignored: routed.ignored, help: routed.help, steps: routed.steps };
    });
  }
}

const replyTarget = (named: string | undefined): ReplyTarget | null => {
  if (named === undefined) return null;
  return named === 'person' ? { kind: 'person' } : { kind: 'personality', slug: named };
};
