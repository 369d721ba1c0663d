import * as Args from '@oclif/core/args';
import { TzurotCommand } from '../_base.js';
import { asFlag, personalityArg } from '../_flags.js';
import { actingFor } from '../_personality.js';
import { loreVerdicts } from '../_view/lore.js';

export default class LoreTest extends TzurotCommand {
  static override summary = 'Show which lore a message would bring up, and why. Nothing is said.';
  static override description =
    'The message is taken for the first of a conversation: lore that waits for more lines or answers says so.';
  static override examples = ['<%= config.bin %> <%= command.id %> lilith "Is there a door in the tower?"'];
  static override args = {
    personality: personalityArg,
    text: Args.string({ ignoreStdin: true, required: true, multiple: true, description: 'The message.' }),
  };
  static override flags = { ...asFlag };

  async run() {
    const { args, flags } = await this.parse(LoreTest);
    return this.withApp(flags, async app => {
      const personality = await app.personality.find(await actingFor(app, flags.as), args.personality);
      const choice = await app.lore.rehearse(personality, args.text.join(' '));
      this.log(loreVerdicts(choice, this.paint(flags)));
      return {
        active: choice.active.map(({ id, title, code, why, place, remarks }) => ({
          id,
          title,
          code,
          why,
          position: place,
          remarks,
        })),
        inactive: choice.inactive,
      };
    });
  }
}
