import { TzurotCommand } from '../_base.js';
import { asFlag, batchArg } from '../_flags.js';
import { shownBatch } from '../_import.js';
import { actingFor } from '../_personality.js';
import { importReport } from '../_view/import.js';

export default class ImportShow extends TzurotCommand {
  static override summary = 'Show the report of an import, and its files.';
  static override examples = ['<%= config.bin %> <%= command.id %> 3k9m2p7q1x5z8r4t'];
  static override args = { batch: batchArg };
  static override flags = { ...asFlag };

  async run() {
    const { args, flags } = await this.parse(ImportShow);
    return this.withApp(flags, async app => {
      const { batch } = await app.importing();
      const actor = await actingFor(app, flags.as);
      const found = await batch.find(actor, args.batch);
      const files = await batch.files(actor, args.batch);
      if (found.report !== null) this.log(importReport(found.report, this.paint(flags)));
      this.log(
        `\n${found.state === 'done' ? '' : `This batch is ${found.state}. `}${files.length} files are remembered.`,
      );
      const shown = files.map(({ path, container, sha256, bytes, state, format, role, code, message }) => ({
        path, container, sha256, bytes, state, format, role, code, message,
      })); // prettier-ignore
      return { ...(await shownBatch(app, found)), files: shown };
    });
  }
}
