import * as Args from '@oclif/core/args';
import { harmless } from '../../domain/text/harmless.js';
import { confirm } from '../_ask.js';
import { TzurotCommand } from '../_base.js';
import { asFlag, userFlag, yesFlag } from '../_flags.js';
import { shownMemory } from '../_memory.js';
import { oneLine } from '../_view/fit.js';

export default class MemoryDelete extends TzurotCommand {
  static override summary = 'Remove a memory, from the text index too.';
  static override examples = ['<%= config.bin %> <%= command.id %> 7c0x2m9k4q1r8t5v --yes'];
  static override args = {
    id: Args.string({ ignoreStdin: true, required: true, description: 'As `memory list` shows it.' }),
  };
  static override flags = { ...asFlag, ...userFlag, ...yesFlag };

  async run() {
    const { args, flags } = await this.parse(MemoryDelete);
    return this.withApp(flags, async app => {
      const { subject } = await app.user.whom(flags);
      const memory = await app.memory.find(subject.id, args.id);
      await confirm(`Forget “${oneLine(harmless(memory.text), 60)}”?`, {
        yes: flags.yes,
        command: this.typed,
      });
      await app.memory.forget(subject.id, args.id);
      this.log('It is forgotten.');
      return shownMemory(memory);
    });
  }
}
