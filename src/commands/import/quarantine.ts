import { harmless } from '../../domain/text/harmless.js';
import { TzurotCommand } from '../_base.js';
import { asFlag, batchArg, limitOf, listFlags } from '../_flags.js';
import { actingFor } from '../_personality.js';

export default class ImportQuarantine extends TzurotCommand {
  static override summary = 'Show what an import kept without understanding it, and how to mend it.';
  static override description =
    'Mend a copy of the file, and import that: what is known already stays as it is, and only the mended records are new.';
  static override examples = ['<%= config.bin %> <%= command.id %> 3k9m2p7q1x5z8r4t'];
  static override args = { batch: batchArg };
  static override flags = { ...asFlag, ...listFlags };

  async run() {
    const { args, flags } = await this.parse(ImportQuarantine);
    return this.withApp(flags, async app => {
      const { batch } = await app.importing();
      const { records, refused } = await batch.quarantine(await actingFor(app, flags.as), args.batch);
      const rows = [
        ...records.map(({ id, kind, path, at, reason }) => ({
          id: String(id), kind, file: path, at, code: reason?.code ?? '', message: reason?.why ?? '', try: reason?.try ?? null,
        })),
        ...refused.map(({ path, code, message }) => ({
          id: path, kind: 'file', file: path, at: '', code: code ?? '', message: message ?? '',
          try: 'mend a copy of the file, or find another copy, and import that',
        })),
      ]; // prettier-ignore
      const shown = rows.slice(0, limitOf(flags, this.jsonEnabled()));
      const paint = this.paint(flags);
      if (rows.length === 0) this.log('Nothing of this import is in quarantine.');
      for (const { kind, file, at, code, message, try: hint } of shown) {
        this.log(
          `${paint('yellow', code)} ${kind} ${paint('dim', harmless([file, at].filter(text => text !== '').join(' ')))}`,
        );
        this.log(`  ${harmless(message)}`);
        if (hint !== null) this.log(`  ${paint('cyan', 'mend it:')} ${harmless(hint)}`);
      }
      if (shown.length < rows.length)
        this.log(paint('dim', `… and ${rows.length - shown.length} more; --all shows them`));
      return shown;
    });
  }
}
