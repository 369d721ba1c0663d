import { isoOf } from '../../domain/time.js';
import { TzurotCommand } from '../_base.js';
import { table } from '../_view/table.js';

export default class MigrateStatus extends TzurotCommand {
  static override summary = 'Say which migrations this home has had, and which snapshots it keeps.';
  static override examples = ['<%= config.bin %> <%= command.id %>'];

  async run() {
    const { flags } = await this.parse(MigrateStatus);
    const { version, latest, migrations, snapshots } = this.workshop(flags).migrations.status();
    const listed = migrations.map(({ name, appliedAt }) => ({
      name,
      appliedAt: appliedAt === null ? null : isoOf(appliedAt),
    }));
    this.log(
      table(
        ['migration', 'applied'],
        listed.map(({ name, appliedAt }) => [name, appliedAt ?? 'pending']),
        this.paint(flags),
      ),
    );
    for (const snapshot of snapshots) this.log(`snapshot ${snapshot}`);
    if (version < latest) this.hint(`Try this: ${this.program} migrate up`);
    return { version, latest, migrations: listed, snapshots };
  }
}
