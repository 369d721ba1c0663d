import { resolve } from 'node:path';
import * as Flags from '@oclif/core/flags';
import { writeNewFile } from '../../app/files.js';
import { TzurotCommand } from '../_base.js';

export default class KeyRecovery extends TzurotCommand {
  static override summary = 'Write a recovery copy of the master key.';
  static override description =
    'The copy opens everything that is sealed in this home. Print it or keep it on a stick, apart from backups. It is written for you alone, and never over a file that is there.';
  static override examples = ['<%= config.bin %> <%= command.id %> -o master-key.txt'];
  static override flags = {
    output: Flags.string({ char: 'o', required: true, helpValue: 'FILE', description: 'Where to write it.' }),
  };

  async run() {
    const { flags } = await this.parse(KeyRecovery);
    return this.withApp(flags, async app => {
      const file = resolve(flags.output);
      const { id } = await app.masterKey.status();
      writeNewFile(file, await app.masterKey.recoverySheet());
      this.log(`Wrote a recovery copy of the master key ${id} to ${file}.`);
      return { id, file };
    });
  }
}
