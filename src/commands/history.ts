import * as Args from '@oclif/core/args';
import { isoOf } from '../domain/time.js';
import { actorFor, TzurotCommand } from './_base.js';
import { asFlag, limitOf, listFlags, userFlag } from './_flags.js';
import { conversationLines } from './_view/lines.js';

export default class History extends TzurotCommand {
  static override summary = 'Read what was said.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> lilith --limit 10',
  ];
  static override args = {
    personality: Args.string({ ignoreStdin: true, description: 'Only what was said with this personality.' }),
  };
  static override flags = { ...asFlag, ...userFlag, ...listFlags };

  async run() {
    const { args, flags } = await this.parse(History);
    return this.withApp(flags, async app => {
      const { actor, subject } = await app.user.whom(flags);
      const personality =
        args.personality === undefined
          ? undefined
          : await app.personality.find(actorFor(actor, app.config), args.personality);
      const limit = limitOf(flags, this.jsonEnabled());
      const newest = await app.conversation.history({
        userId: subject.id,
        ...(personality && { personalityId: personality.id }),
        ...(limit !== undefined && { limit }),
      });
      const lines = newest.toReversed();
      this.log(conversationLines(lines, this.paint(flags)));
      return lines.map(({ id, saidAt, undated, personality: slug, speaker, text, venue }) => ({
        id,
        at: undated === true ? null : isoOf(saidAt),
        personality: slug,
        speaker: { kind: speaker.kind, name: speaker.name },
        text,
        venue: { platform: venue.platform, kind: venue.kind },
      }));
    });
  }
}
