import * as Flags from '@oclif/core/flags';
import { troubleOf } from '../domain/doctor/check.js';
import { TzurotCommand } from './_base.js';
import { exitCodeOfKind } from './_failure.js';
import { diagnosis } from './_view/diagnosis.js';

export default class Doctor extends TzurotCommand {
  static override summary = 'Look whether everything is well, and mend what can be mended.';
  static override description =
    'Looks at the machine, the home, the store, the keys, the model service and Discord. Only --fix changes anything, and it loses nothing.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --fix --offline',
  ];
  static override flags = {
    fix: Flags.boolean({ description: 'Mend what can be mended without losing anything.' }),
    offline: Flags.boolean({ description: 'Ask nobody: neither the model service nor Discord.' }),
  };

  async run() {
    const { flags } = await this.parse(Doctor);
    const { doctor } = this.workshop(flags);
    const first = await doctor.examine({ offline: flags.offline });
    const mended = flags.fix ? await doctor.mend(first) : [];
    const last = mended.length === 0 ? first : await doctor.examine({ offline: flags.offline });
    this.log(diagnosis(last, mended, this.program, this.paint(flags)));
    const trouble = troubleOf(last);
    if (trouble !== undefined) process.exitCode = exitCodeOfKind(trouble);
    return { ...last, ...(flags.fix && { mended }) };
  }
}
