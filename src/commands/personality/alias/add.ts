import * as Args from '@oclif/core/args';
import { TzurotCommand } from '../../_base.js';
import { asFlag, personalityArg } from '../../_flags.js';
import { actingFor } from '../../_personality.js';

export default class PersonalityAliasAdd extends TzurotCommand {
  static override summary = 'Give a personality another name it answers to.';
  static override examples = ['<%= config.bin %> <%= command.id %> lilith "Dr. L"'];
  static override args = {
    personality: personalityArg,
    alias: Args.string({ ignoreStdin: true, required: true, description: 'The name. Case does not matter.' }),
  };
  static override flags = { ...asFlag };

  async run() {
    const { args, flags } = await this.parse(PersonalityAliasAdd);
    return this.withApp(flags, async app => {
      const { slug, displayName, aliases } = await app.personality.addAlias(
        await actingFor(app, flags.as),
        args.personality,
        args.alias,
      );
      this.log(`${displayName} is also called “${args.alias.trim()}”.`);
      return { slug, aliases };
    });
  }
}
