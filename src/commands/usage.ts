import { TzurotCommand } from './_base.js';
import { asFlag, userFlag } from './_flags.js';
import { byFlag, isWatched, usageFlags, watch } from './_usage.js';
import { reportDocument, usagePage } from './_view/usage.js';

export default class Usage extends TzurotCommand {
  static override summary = 'See what you used, and what it cost.';
  static override description =
    'On a terminal, a dashboard that stays up to date until you leave it with q; “?” shows its keys. Elsewhere, or with --no-watch, a table. Days, weeks and months are those of the time zone of the one who looks.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --period day --by model --no-watch',
    '<%= config.bin %> <%= command.id %> --json',
  ];
  static override flags = { ...usageFlags, ...byFlag('personality'), ...userFlag, ...asFlag };

  async run() {
    const { flags } = await this.parse(Usage);
    return this.withApp(flags, async app => {
      const { actor: viewer, subject } = await app.user.whom(flags);
      const asked = { viewer, subject, period: flags.period, by: flags.by };
      if (isWatched(flags, this.jsonEnabled())) return watch(app, asked, flags);
      const report = await app.usage.report(asked);
      this.log(usagePage(report, asked, { paint: this.paint(flags), program: this.program }));
      return reportDocument(report);
    });
  }
}
