import { TzurotCommand } from '../_base.js';
import { asFlag, limitOf, listFlags, personalityArg, userFlag } from '../_flags.js';
import { between, shownMemory } from '../_memory.js';
import { memoryTable } from '../_view/memories.js';

export default class MemoryList extends TzurotCommand {
  static override summary = 'List what a personality remembers of you, newest first.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> lilith',
    '<%= config.bin %> <%= command.id %> lilith --limit 5 --json',
  ];
  static override args = { personality: personalityArg };
  static override flags = { ...asFlag, ...userFlag, ...listFlags };

  async run() {
    const { args, flags } = await this.parse(MemoryList);
    return this.withApp(flags, async app => {
      const { subject, personality } = await between(app, flags, args.personality);
      const memories = await app.memory.list(personality.id, subject.id, limitOf(flags, this.jsonEnabled()));
      this.log(memoryTable(memories, app.clock.now(), this.paint(flags)));
      return memories.map(shownMemory);
    });
  }
}
