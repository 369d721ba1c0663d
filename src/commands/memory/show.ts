import * as Args from '@oclif/core/args';
import { harmless } from '../../domain/text/harmless.js';
import { TzurotCommand } from '../_base.js';
import { asFlag, userFlag } from '../_flags.js';
import { shownMemory } from '../_memory.js';

export default class MemoryShow extends TzurotCommand {
  static override summary = 'Show one memory in full.';
  static override examples = ['<%= config.bin %> <%= command.id %> 7c0x2m9k4q1r8t5v'];
  static override args = {
    id: Args.string({ ignoreStdin: true, required: true, description: 'As `memory list` shows it.' }),
  };
  static override flags = { ...asFlag, ...userFlag };

  async run() {
    const { args, flags } = await this.parse(MemoryShow);
    return this.withApp(flags, async app => {
      const { subject } = await app.user.whom(flags);
      const memory = shownMemory(await app.memory.find(subject.id, args.id));
      this.log(harmless(memory.text));
      this.hint(
        `${memory.createdAt ?? 'undated'}, ${memory.role}, ${memory.sectors.join(', ')}, ${memory.venue.platform} ${memory.venue.kind}`,
      );
      return memory;
    });
  }
}
