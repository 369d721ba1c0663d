import * as Flags from '@oclif/core/flags';
import type { Rotated } from '../../domain/wallet/rotation/rotated.js';
import { confirm } from '../_ask.js';
import { TzurotCommand } from '../_base.js';
import { dryRunFlag, yesFlag } from '../_flags.js';
import { progressLine } from '../_progress.js';

export default class KeyRotate extends TzurotCommand {
  static override summary = 'Make a new master key, and seal everything anew with it.';
  static override description =
    'Others may go on working meanwhile. What was broken off is gone on with. The old key stays beside the new one, because snapshots and backups from before still need it.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --dry-run',
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> -o /etc/tzurot/master.key',
  ];
  static override flags = {
    output: Flags.string({
      char: 'o',
      helpValue: 'FILE',
      description: 'Where the new key is to be, if not where the present one is.',
    }),
    ...yesFlag,
    ...dryRunFlag,
  };

  async run() {
    const { flags } = await this.parse(KeyRotate);
    return this.withApp(flags, async app => {
      const rotate = async (dryRun: boolean) => {
        const line = progressLine(!this.jsonEnabled(), flags['no-color'] !== true);
        return app.masterKey.rotate({ output: flags.output ?? null, dryRun }, line.watch).finally(line.end);
      };
      const preview = await rotate(true);
      if (flags['dry-run']) return this.foretell(preview);
      await confirm(`Seal ${inAll(preview)} anew with ${keyOf(preview)}, in ${preview.file}?`, {
        yes: flags.yes === true,
        command: this.typed,
      });
      return this.tell(
        await rotate(false),
        app.config.masterKey.file === null && preview.file !== app.config.paths.masterKey,
      );
    });
  }

  private foretell(preview: Rotated): Rotated {
    this.log(`Would seal ${inAll(preview)} anew with ${keyOf(preview)}, in ${preview.file}.`);
    return preview;
  }

  private tell(rotated: Rotated, isElsewhere: boolean): Rotated {
    const { from, to, verified, file, resumed } = rotated;
    if (resumed) this.log('This went on with what was broken off earlier.');
    this.log(
      `Sealed ${inAll(rotated)} anew. All that is sealed, ${verified} in number, opens with the master key ${to}.`,
    );
    this.log(`It is in ${file}.`);
    if (isElsewhere) this.log(`Set TZUROT_MASTER_KEY_FILE=${file}, and no other master key.`);
    this.log(
      `The old one stays in ${file}.${from}: snapshots and backups from before need it. Remove it when there are none any more.`,
    );
    this.log(`Recovery copies of the old one do not open what is sealed now. Make a new one:`);
    this.log(`  ${this.program} key recovery -o FILE`);
    return rotated;
  }
}

const keyOf = ({ to }: Rotated) => (to === null ? 'a new master key' : `the master key ${to} that was begun with`);

const inAll = ({ rows }: Rotated): string => {
  const all = Object.entries(rows).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const sum = all.reduce((total, [, count]) => total + count, 0);
  const each = all.map(([table, count]) => `${count} in ${table}`).join(', ');
  return `${sum} sealed ${sum === 1 ? 'value' : 'values'}${each === '' ? '' : ` (${each})`}`;
};
