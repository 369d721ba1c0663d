import { harmless } from '../../../domain/text/harmless.js';
import { TzurotCommand } from '../../_base.js';
import { asFlag, personalityArg } from '../../_flags.js';
import { actingFor } from '../../_personality.js';

export default class PersonalityAliasList extends TzurotCommand {
  static override summary = 'List the other names of a personality.';
  static override examples = ['<%= config.bin %> <%= command.id %> lilith'];
  static override args = { personality: personalityArg };
  static override flags = { ...asFlag };

  async run() {
    const { args, flags } = await this.parse(PersonalityAliasList);
    return this.withApp(flags, async app => {
      const { aliases, displayName } = await app.personality.find(await actingFor(app, flags.as), args.personality);
      this.log(aliases.length === 0 ? `${harmless(displayName)} has no other names.` : harmless(aliases.join('\n')));
      return [...aliases];
    });
  }
}
