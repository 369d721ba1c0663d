import { harmless } from '../../domain/text/harmless.js';
import { TzurotCommand } from '../_base.js';
import { exitCodeOfKind } from '../_failure.js';
import { asFlag, batchArg } from '../_flags.js';
import { actingFor } from '../_personality.js';
import { progressLine } from '../_progress.js';

export default class ImportVerify extends TzurotCommand {
  static override summary = 'Prove that nothing of an import was lost.';
  static override description =
    'Reads every archived file once more and counts every record. What people changed since is listed, and is no mismatch.';
  static override examples = ['<%= config.bin %> <%= command.id %> 3k9m2p7q1x5z8r4t'];
  static override args = { batch: batchArg };
  static override flags = { ...asFlag };

  async run() {
    const { args, flags } = await this.parse(ImportVerify);
    return this.withApp(flags, async app => {
      const { batch } = await app.importing();
      const line = progressLine(!this.jsonEnabled(), flags['no-color'] !== true);
      const verified = await batch.verify(await actingFor(app, flags.as), args.batch, line.watch).finally(line.end);
      const { ok, files, mismatches, changedSince } = verified;
      this.log(
        ok
          ? `All ${files} files are here byte for byte, and every record is accounted for.`
          : 'This import is not whole:',
      );
      for (const { file, message } of mismatches) this.log(`  ${harmless(file)} ${harmless(message)}`.trimEnd());
      if (changedSince.length > 0) this.log(`${changedSince.length} things were changed or deleted here since.`);
      if (!ok) process.exitCode = exitCodeOfKind('corrupt');
      return verified;
    });
  }
}
