import { TzurotCommand } from '../_base.js';
import { dryRunFlag } from '../_flags.js';
import { table } from '../_view/table.js';

export default class MigrateUp extends TzurotCommand {
  static override summary = 'Apply the migrations that are pending, each after a verified snapshot.';
  static override description =
    'A dry run applies them to a copy in memory and reports the same. `migrate restore` is the way back.';
  static override examples = ['<%= config.bin %> <%= command.id %> --dry-run', '<%= config.bin %> <%= command.id %>'];
  static override flags = { ...dryRunFlag };

  async run() {
    const { flags } = await this.parse(MigrateUp);
    const dryRun = flags['dry-run'];
    const reports = this.workshop(flags).migrations.up({ dryRun });
    for (const { name, snapshot, tables } of reports) {
      const rows = tables.map(({ table: of, rowsBefore, rowsAfter, same }) => [
        of,
        String(rowsBefore),
        String(rowsAfter),
        same ? 'yes' : 'no',
      ]);
      this.log(`${dryRun ? 'Would apply' : 'Applied'} ${name}.${snapshot === null ? '' : ` Snapshot: ${snapshot}`}`);
      this.log(table(['table', 'rows before', 'rows after', 'same values'], rows, this.paint(flags)));
    }
    if (reports.length === 0) this.log('Nothing is pending.');
    return { dryRun, applied: reports };
  }
}
