import * as Args from '@oclif/core/args';
import { TzurotCommand } from '../_base.js';
import { exitCodeOfKind } from '../_failure.js';

export default class MigrateVerify extends TzurotCommand {
  static override summary = 'Compare the schema with what the migrations make.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> 0001-foundation',
  ];
  static override args = { name: Args.string({ ignoreStdin: true, description: 'Only this migration.' }) };

  async run() {
    const { args, flags } = await this.parse(MigrateVerify);
    const verified = this.workshop(flags).migrations.verify(args.name);
    for (const { name, ok, problems } of verified)
      this.log(ok ? `${name}: as it should be` : `${name}: ${problems.join('; ')}`);
    const ok = verified.every(each => each.ok);
    if (!ok) process.exitCode = exitCodeOfKind('corrupt');
    return { ok, migrations: verified };
  }
}
