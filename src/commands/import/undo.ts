import * as Flags from '@oclif/core/flags';
import { harmless } from '../../domain/text/harmless.js';
import { confirm } from '../_ask.js';
import { TzurotCommand } from '../_base.js';
import { asFlag, batchArg, dryRunFlag, yesFlag } from '../_flags.js';
import { actingFor } from '../_personality.js';
import { progressLine } from '../_progress.js';

const nothing = () => {};

export default class ImportUndo extends TzurotCommand {
  static override summary = 'Take back exactly what an import did.';
  static override description =
    'What people changed since is kept, and named. The source files stay in the archive unless --purge is given.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> 3k9m2p7q1x5z8r4t --dry-run',
    '<%= config.bin %> <%= command.id %> 3k9m2p7q1x5z8r4t --purge',
  ];
  static override args = { batch: batchArg };
  static override flags = {
    ...asFlag,
    ...yesFlag,
    ...dryRunFlag,
    purge: Flags.boolean({ default: false, description: 'Destroy the archived source files too.' }),
  };

  async run() {
    const { args, flags } = await this.parse(ImportUndo);
    return this.withApp(flags, async app => {
      const { batch } = await app.importing();
      const actor = await actingFor(app, flags.as);
      const dryRun = flags['dry-run'];
      const preview = await batch.undo(actor, args.batch, { purge: flags.purge, dryRun: true }, nothing);
      if (dryRun) return this.tell(preview, 'It would be so:');
      const count = Object.values(preview.removed).reduce((sum, number) => sum + number, 0);
      const archive = flags.purge ? ', and its source files destroyed' : '';
      await confirm(`${count} records of batch ${args.batch} will be removed${archive}. Go on?`, {
        yes: flags.yes === true,
        command: this.typed,
      });
      const line = progressLine(!this.jsonEnabled(), flags['no-color'] !== true);
      const undone = await batch
        .undo(actor, args.batch, { purge: flags.purge, dryRun: false }, line.watch)
        .finally(line.end);
      return this.tell(undone, `Batch ${args.batch} was taken back.`);
    });
  }

  private tell<
    T extends { removed: object; restored: object; kept: readonly { kind: string; id: string; why: string }[] },
  >(undone: T, head: string): T {
    this.log(head);
    for (const [kind, count] of Object.entries(undone.removed))
      this.log(`  removed   ${String(count).padStart(7)}  ${kind}`);
    for (const [kind, count] of Object.entries(undone.restored))
      this.log(`  restored  ${String(count).padStart(7)}  ${kind}`);
    for (const { kind, id, why } of undone.kept) this.log(`  kept      ${kind} ${harmless(id)}: ${harmless(why)}`);
    return undone;
  }
}
