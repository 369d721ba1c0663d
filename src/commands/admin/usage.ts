import { TzurotCommand } from '../_base.js';
import { asFlag } from '../_flags.js';
import { byFlag, isWatched, usageFlags, watch } from '../_usage.js';
import { reportDocument, usagePage } from '../_view/usage.js';

export default class AdminUsage extends TzurotCommand {
  static override summary = 'See what everybody used, and what it cost.';
  static override description =
    'For the owner. On a terminal, a dashboard that stays up to date until you leave it with q; “?” shows its keys. Elsewhere, or with --no-watch, a table.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --period all --by model --json',
  ];
  static override flags = { ...usageFlags, ...byFlag('user'), ...asFlag };

  async run() {
    const { flags } = await this.parse(AdminUsage);
    return this.withApp(flags, async app => {
      const viewer = await app.user.actor(flags.as);
      const asked = { viewer, subject: 'everyone', period: flags.period, by: flags.by } as const;
      if (isWatched(flags, this.jsonEnabled())) return watch(app, asked, flags);
      const report = await app.usage.report(asked);
      this.log(usagePage(report, asked, { paint: this.paint(flags), program: this.program }));
      return reportDocument(report);
    });
  }
}
