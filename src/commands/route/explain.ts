import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { plain, type ReplyTarget } from '../../domain/turn/incoming.js';
import type { Venue } from '../../domain/conversation/venue.js';
import { TzurotCommand } from '../_base.js';
import { asFlag } from '../_flags.js';
import { terminalOf } from '../_memory.js';
import { routeSteps } from '../_view/route.js';

const server: Venue = { channelId: 'example', platform: 'discord', kind: 'guild', guildId: 'example', isPublic: true };

export default class RouteExplain extends TzurotCommand {
  static override summary = 'Show who would answer a message, and by which rule. Nothing is said.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> "hello @lilith"',
    '<%= config.bin %> <%= command.id %> "and you?" --reply-to lilith',
    '<%= config.bin %> <%= command.id %> "good night" --channel dm --dm-with lilith',
  ];
  static override args = { text: Args.string({ ignoreStdin: true, required: true, description: 'The message.' }) };
  static override flags = {
    ...asFlag,
    channel: Flags.option({ options: ['server', 'dm'] as const })({
      default: 'server' as const,
      description: 'Where it is said.',
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
      const routed = await app.turn.wayOf(
        {
          id: 'example',
          text: args.text,
          author: { userId: author.id, name: null, kind: 'person' },
          venue: flags.channel === 'dm' ? terminalOf(author) : server,
          saidAt: app.clock.now(),
          ...plain,
          replyTo: replyTarget(flags['reply-to']),
        },
        flags['dm-with'] ?? null,
      );
      this.log(routeSteps(routed, this.paint(flags)));
      return { answers: routed.answers, ignored: routed.ignored, help: routed.help, steps: routed.steps };
    });
  }
}

const replyTarget = (named: string | undefined): ReplyTarget | null => {
  if (named === undefined) return null;
  return named === 'person' ? { kind: 'person' } : { kind: 'personality', slug: named };
};
