import * as Args from '@oclif/core/args';
import { TzurotCommand } from '../_base.js';
import { asFlag, personalityArg, userFlag } from '../_flags.js';
import { between, scopeOf, shownMemory } from '../_memory.js';

export default class MemoryAdd extends TzurotCommand {
  static override summary = 'Put something into a personality’s memory of you.';
  static override examples = ['<%= config.bin %> <%= command.id %> lilith "I am allergic to walnuts."'];
  static override args = {
    personality: personalityArg,
    text: Args.string({ ignoreStdin: true, required: true, description: 'What to remember.' }),
  };
  static override flags = { ...asFlag, ...userFlag };

  async run() {
    const { args, flags } = await this.parse(MemoryAdd);
    return this.withApp(flags, async app => {
      await app.user.newcomer(flags.as);
      const { subject, personality } = await between(app, flags, args.personality);
      const memory = await app.memory.note(scopeOf(subject, personality), args.text);
      this.log(`${personality.displayName} will remember that (${memory.id}).`);
      return shownMemory(memory);
    });
  }
}
