import * as Flags from '@oclif/core/flags';
import { TzurotCommand } from '../_base.js';
import { asFlag, batchArg } from '../_flags.js';
import { actingFor } from '../_personality.js';
import { sizeOf } from '../_view/import.js';

export default class ImportExtract extends TzurotCommand {
  static override summary = 'Write the source files of an import out again, byte for byte.';
  static override examples = ['<%= config.bin %> <%= command.id %> 3k9m2p7q1x5z8r4t -o ./originals'];
  static override args = { batch: batchArg };
  static override flags = {
    ...asFlag,
    output: Flags.string({
      char: 'o',
      required: true,
      helpValue: 'DIR',
      description: 'A folder that does not exist yet, or is empty.',
    }),
  };

  async run() {
    const { args, flags } = await this.parse(ImportExtract);
    return this.withApp(flags, async app => {
      const { batch, writeOut } = await app.importing();
      const sources = await batch.extract(await actingFor(app, flags.as), args.batch);
      await writeOut(flags.output, sources);
      const bytes = sources.reduce((sum, source) => sum + source.bytes, 0);
      this.log(`${sources.length} files, ${sizeOf(bytes)}, were written to ${flags.output}.`);
      return { batch: args.batch, directory: flags.output, files: sources.length, bytes };
    });
  }
}
