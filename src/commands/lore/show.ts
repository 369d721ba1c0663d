import * as Args from '@oclif/core/args';
import { TzurotCommand } from '../_base.js';
import { asFlag, personalityArg } from '../_flags.js';
import { actingFor } from '../_personality.js';
import { lorePage } from '../_view/lore.js';

export default class LoreShow extends TzurotCommand {
  static override summary = 'Show one piece of lore in full, with its rules.';
  static override examples = ['<%= config.bin %> <%= command.id %> lilith "The tower"'];
  static override args = {
    personality: personalityArg,
    entry: Args.string({
      ignoreStdin: true,
      required: true,
      description: 'A title, or an id as `lore list` shows it.',
    }),
  };
  static override flags = { ...asFlag };

  async run() {
    const { args, flags } = await this.parse(LoreShow);
    return this.withApp(flags, async app => {
      const personality = await app.personality.find(await actingFor(app, flags.as), args.personality);
      const { personalityId: _, ...entry } = await app.lore.find(personality, args.entry);
      this.log(lorePage(entry, this.paint(flags)));
      return entry;
    });
  }
}
