import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { TzurotCommand } from '../_base.js';
import { asFlag, personalityArg, userFlag } from '../_flags.js';
import { between, scopeOf, shownMemory } from '../_memory.js';
import { foundMemories } from '../_view/memories.js';

export default class MemorySearch extends TzurotCommand {
  static override summary = 'Find what a personality remembers of you.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> lilith "my sister"',
    '<%= config.bin %> <%= command.id %> lilith "my sister" --explain',
  ];
  static override args = {
    personality: personalityArg,
    query: Args.string({ ignoreStdin: true, required: true, description: 'Words to look for.' }),
  };
  static override flags = {
    ...asFlag,
    ...userFlag,
    limit: Flags.integer({ min: 1, max: 1000, default: 10, helpValue: 'N', description: 'At most so many.' }),
    explain: Flags.boolean({ description: 'Show what each score is made of.' }),
  };

  async run() {
    const { args, flags } = await this.parse(MemorySearch);
    return this.withApp(flags, async app => {
      const { subject, personality } = await between(app, flags, args.personality);
      const found = await app.memory.recall(scopeOf(subject, personality), args.query, { limit: flags.limit });
      this.log(foundMemories(found, { explain: flags.explain, now: app.clock.now() }, this.paint(flags)));
      return found.map(({ memory, score, parts }) => ({ ...shownMemory(memory), score, parts }));
    });
  }
}
