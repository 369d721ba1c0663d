import * as Args from '@oclif/core/args';
import { confirm } from '../_ask.js';
import { TzurotCommand } from '../_base.js';
import { dryRunFlag, yesFlag } from '../_flags.js';

export default class MigrateRestore extends TzurotCommand {
  static override summary = 'Go back to a snapshot. The store of now is kept aside.';
  static override examples = ['<%= config.bin %> <%= command.id %> before-0002-memory-index-2026-01-31T12-00-00.db'];
  static override args = {
    snapshot: Args.string({
      ignoreStdin: true,
      required: true,
      description: 'Its name, as `migrate status` shows it.',
    }),
  };
  static override flags = { ...yesFlag, ...dryRunFlag };

  async run() {
    const { args, flags } = await this.parse(MigrateRestore);
    const { migrations } = this.workshop(flags);
    migrations.assertSnapshot(args.snapshot);
    if (flags['dry-run']) {
      this.log(`Would put ${args.snapshot} in the place of the store of now.`);
      return { dryRun: true, restored: args.snapshot, aside: null };
    }
    await confirm(`Put ${args.snapshot} in the place of the store of now?`, { yes: flags.yes, command: this.typed });
    const { aside } = migrations.restore(args.snapshot);
    this.log(
      `Restored ${args.snapshot}. ${aside === null ? 'There was no store before.' : `What was there before is ${aside}.`}`,
    );
    return { dryRun: false, restored: args.snapshot, aside };
  }
}
