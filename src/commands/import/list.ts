import { kinds } from '../../domain/import/kind.js';
import { ago } from '../../domain/time.js';
import { harmless } from '../../domain/text/harmless.js';
import { TzurotCommand } from '../_base.js';
import { asFlag, limitOf, listFlags } from '../_flags.js';
import { shownBatch } from '../_import.js';
import { actingFor } from '../_personality.js';
import { oneLine } from '../_view/fit.js';
import { table } from '../_view/table.js';

const longestPath = 50;

export default class ImportList extends TzurotCommand {
  static override summary = 'List what was imported, newest first.';
  static override examples = ['<%= config.bin %> <%= command.id %>'];
  static override flags = { ...asFlag, ...listFlags };

  async run() {
    const { flags } = await this.parse(ImportList);
    return this.withApp(flags, async app => {
      const { batch } = await app.importing();
      const batches = (await batch.list(await actingFor(app, flags.as))).slice(0, limitOf(flags, this.jsonEnabled()));
      const rows = batches.map(({ id, state, request, report, startedAt }) => [
        id,
        state === 'done' ? '' : state,
        ago(startedAt, app.clock.now()),
        String(report?.totals.personalities.read ?? 0),
        String(kinds.reduce((sum, kind) => sum + (report?.totals[kind].created ?? 0), 0)),
        oneLine(harmless(request.paths.join(' ')), longestPath),
      ]);
      this.log(
        rows.length === 0
          ? 'Nothing was imported yet.'
          : table(['batch', '', 'when', 'personalities', 'created', 'from'], rows, this.paint(flags)),
      );
      return Promise.all(batches.map(each => shownBatch(app, each)));
    });
  }
}
