import * as Args from '@oclif/core/args';
import { handleOf } from '../../domain/user/user.js';
import { confirm } from '../_ask.js';
import { TzurotCommand } from '../_base.js';
import { asFlag, dryRunFlag, yesFlag } from '../_flags.js';

export default class UserForget extends TzurotCommand {
  static override summary = 'Forget everything that is known about a person.';
  static override description =
    'Lines, memories, personas, settings and keys go, and nothing brings them back. What was paid is still counted, under nobody’s name; that somebody is kept out stays. Snapshots and backups that were made before stay what they are.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> 123456789012345678 --dry-run',
    '<%= config.bin %> <%= command.id %> 123456789012345678 --yes',
  ];
  static override args = {
    user: Args.string({ ignoreStdin: true, required: true, description: 'Who: a Discord id.' }),
  };
  static override flags = { ...asFlag, ...yesFlag, ...dryRunFlag };

  async run() {
    const { args, flags } = await this.parse(UserForget);
    return this.withApp(flags, async app => {
      const { subject } = await app.user.whom({ as: flags.as, user: args.user });
      const id = handleOf(subject);
      const counts = await app.user.forgettable(subject);
      const { lines, memories, personas, keys } = counts;
      const what = `${id} with ${lines} lines, ${memories} memories, ${personas} personas and ${keys} keys`;
      if (flags['dry-run']) this.log(`Would forget ${what}.`);
      else {
        await confirm(`Forget ${what}?`, { yes: flags.yes, command: this.typed });
        await app.user.forget(subject);
        this.log(`Forgot ${what}.`);
      }
      return { id, dryRun: flags['dry-run'], forgotten: counts };
    });
  }
}
