import { TzurotCommand } from '../../_base.js';
import { asFlag, personalityArg } from '../../_flags.js';
import { actingFor } from '../../_personality.js';

export default class PersonalityAvatarRemove extends TzurotCommand {
  static override summary = 'Take a personality’s picture away.';
  static override examples = ['<%= config.bin %> <%= command.id %> lilith'];
  static override args = { personality: personalityArg };
  static override flags = { ...asFlag };

  async run() {
    const { args, flags } = await this.parse(PersonalityAvatarRemove);
    return this.withApp(flags, async app => {
      const actor = await actingFor(app, flags.as);
      const { slug, displayName, avatar } = await app.personality.removeAvatar(actor, args.personality);
      this.log(`${displayName} has no picture any more.`);
      return { slug, removed: avatar };
    });
  }
}
