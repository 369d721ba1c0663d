import * as Args from '@oclif/core/args';
import { TzurotCommand } from '../_base.js';
import { asFlag } from '../_flags.js';
import { actingFor } from '../_personality.js';

export default class ImportClaim extends TzurotCommand {
  static override summary = 'Say who somebody at a service was; their memories follow them.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> e4b06ce6-0741-47a8-bce4-2c8218072e8c 123456789012345678',
  ];
  static override args = {
    foreign: Args.string({ ignoreStdin: true, required: true, description: 'Their id at the service.' }),
    user: Args.string({ ignoreStdin: true, required: true, description: 'Who they are: a Discord id, or local.' }),
  };
  static override flags = { ...asFlag };

  async run() {
    const { args, flags } = await this.parse(ImportClaim);
    return this.withApp(flags, async app => {
      const { batch } = await app.importing();
      const actor = await actingFor(app, flags.as);
      const claimed = await batch.claim(actor, args.foreign, () => app.user.newcomer(args.user));
      this.log(`${claimed.memories} memories belong to ${args.user} now.`);
      return { foreignUser: claimed.foreignId, user: args.user, memories: claimed.memories };
    });
  }
}
