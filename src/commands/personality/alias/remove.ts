import * as Args from '@oclif/core/args';
import { TzurotCommand } from '../../_base.js';
import { asFlag, personalityArg } from '../../_flags.js';
import { actingFor } from '../../_personality.js';

export default class PersonalityAliasRemove extends TzurotCommand {
  static override summary = 'Take a name away from a personality.';
  static override examples = ['<%= config.bin %> <%= command.id %> lilith "Dr. L"'];
  static override args = {
    personality: personalityArg,
    alias: Args.string({ ignoreStdin: true, required: true, description: 'The name. Case does not matter.' }),
  };
  static override flags = { ...asFlag };

  async run() {
    const { args, flags } = await this.parse(PersonalityAliasRemove);
    return this.withApp(flags, async app => {
      const { slug, displayName, aliases } = await app.personality.removeAlias(
        await actingFor(app, flags.as),
        args.personality,
        args.alias,
      );
      this.log(`${displayName} is no longer called “${args.alias.trim()}”.`);
      return { slug, aliases };
    });
  }
}
