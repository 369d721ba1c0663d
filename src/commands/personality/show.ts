import { TzurotCommand } from '../_base.js';
import { asFlag, personalityArg } from '../_flags.js';
import { actingFor, shown } from '../_personality.js';
import { personalityPage } from '../_view/personality.js';

export default class PersonalityShow extends TzurotCommand {
  static override summary = 'Show everything about a personality.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> lilith',
    '<%= config.bin %> <%= command.id %> lilith --json',
  ];
  static override args = { personality: personalityArg };
  static override flags = { ...asFlag };

  async run() {
    const { args, flags } = await this.parse(PersonalityShow);
    return this.withApp(flags, async app => {
      const actor = await actingFor(app, flags.as);
      const page = await shown(app, actor, await app.personality.find(actor, args.personality));
      this.log(personalityPage(page, this.paint(flags)));
      return page;
    });
  }
}
