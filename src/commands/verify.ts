import { TzurotCommand } from './_base.js';
import { exitCodeOfKind } from './_failure.js';
import { table } from './_view/table.js';

export default class Verify extends TzurotCommand {
  static override summary = 'Read the whole store and say whether it is sound.';
  static override description =
    'Prints rows and a fingerprint per table. Two homes that say the same have the same fingerprints, in whatever order it was said.';
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --json'];

  async run() {
    const { flags } = await this.parse(Verify);
    return this.withApp(flags, async app => {
      const { problems, ...verified } = await app.store.verify();
      const rows = Object.entries(verified.tables).map(([name, { rows: count, digest }]) => [
        name,
        String(count),
        digest.slice(0, 16),
      ]);
      this.log(table(['table', 'rows', 'fingerprint'], rows, this.paint(flags)));
      this.log(verified.ok ? '\nThe store is sound.' : `\nThe store is not sound: ${problems.join('; ')}.`);
      if (!verified.ok) process.exitCode = exitCodeOfKind('corrupt');
      return { ...verified, ...(problems.length > 0 && { problems }) };
    });
  }
}
