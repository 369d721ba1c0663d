import * as Flags from '@oclif/core/flags';
import { assertThere } from '../app/files.js';
import { homeExists } from '../app/home.js';
import { openScratch, type App } from '../app.js';
import { readConfig } from '../config.js';
import { messageOf, TzurotError } from '../domain/errors.js';
import type { ImportRequest } from '../domain/import/actions.js';
import type { Report } from '../domain/import/batch.js';
import { formatNames } from '../domain/import/format.js';
import { kinds } from '../domain/import/kind.js';
import { actorFor, TzurotCommand, type GlobalFlags } from './_base.js';
import { exitCodeOfKind } from './_failure.js';
import { asFlag, dryRunFlag } from './_flags.js';
import { progressLine } from './_progress.js';
import { stopped } from './_signals.js';
import { importReport } from './_view/import.js';

type Asked = GlobalFlags & {
  as?: string | undefined;
  owner?: string | undefined;
  'dry-run': boolean;
  format: string;
  into?: string | undefined;
};

export default class Import extends TzurotCommand {
  static override summary = 'Bring personalities home from backups, cards and chat logs.';
  static override description = `Takes files, folders and zips, and recognises each by what is in it. Everything comes in one batch, which can be
checked with “import verify” and taken back with “import undo”; every source file is kept byte for byte.`;
  static override examples = [
    '<%= config.bin %> <%= command.id %> ~/shapes-backup',
    '<%= config.bin %> <%= command.id %> lilith.png backup.zip --dry-run',
    '<%= config.bin %> <%= command.id %> world.json --into lilith',
  ];
  static override strict = false;
  static override usage = 'import PATH... [--dry-run] [--format FORMAT] [--into SLUG] [--owner USER]';
  static override flags = {
    ...asFlag,
    ...dryRunFlag,
    format: Flags.string({
      options: ['auto', ...formatNames],
      default: 'auto',
      description: 'Read files as this format only.',
    }),
    into: Flags.string({ helpValue: 'SLUG', description: 'The personality into which everything goes.' }),
    owner: Flags.string({ helpValue: 'USER', description: 'Whose backup it is. Whoever acts, when left out.' }),
  };

  async run() {
    const { argv, flags } = await this.parse(Import);
    const paths = argv.map(String);
    if (paths.length === 0)
      throw new TzurotError('invalid', 'Say what to import: files, folders or zips.', { try: 'import --help' });
    assertThere(paths);
    const config = readConfig(flags);
    if (flags['dry-run'] && !homeExists(config)) {
      await using app = await openScratch(config);
      return this.answer(await this.bring(app, paths, flags), flags);
    }
    const report = await this.withApp(flags, app => this.bring(app, paths, flags), { makes: true });
    return this.answer(report, flags);
  }

  private reportFile = '';

  private async bring(app: App, paths: string[], flags: Asked): Promise<Report> {
    const isDry = flags['dry-run'];
    const acting = await app.user.actor(flags.as);
    const { subject: importer } = await this.importerOf(app, acting, flags);
    const { bring, keepReport } = await app.importing();
    const line = progressLine(!this.jsonEnabled(), this.hasColour(flags));
    try {
      const format = formatNames.find(name => name === flags.format) ?? 'auto';
      const request: ImportRequest = { paths, format, into: flags.into ?? null, importer, dryRun: isDry };
      const report = await bring(actorFor(acting, app.config), request, line.watch);
      if (report.batch !== null) this.reportFile = this.kept(report, keepReport);
      return report;
    } finally {
      line.end();
      if (stopped.aborted) this.hint('Stopped. Nothing was imported.');
    }
  }

  /** The report is in the store too; the file is only to be read at leisure. */
  private kept(report: Report, keep: (report: Report) => string): string {
    try {
      return keep(report);
    } catch (error) {
      this.hint(`The report could not be written to a file (${messageOf(error)}); import show has it.`);
      return `${this.program} import show ${report.batch ?? ''} --json`;
    }
  }

  private async importerOf(app: App, acting: Awaited<ReturnType<App['user']['actor']>>, { owner }: Asked) {
    if (owner === undefined) return { subject: acting };
    const subject = await app.user.actor(owner);
    if (subject.id === acting.id || actorFor(acting, app.config).isOwner) return { subject };
    throw new TzurotError('denied', 'Only the owner of this home may import for somebody else.');
  }

  private hasColour(flags: GlobalFlags): boolean {
    return flags['no-color'] !== true && readConfig(flags).color;
  }

  private answer(report: Report, flags: GlobalFlags): Report {
    this.log(importReport(report, this.paint(flags)));
    if (report.batch !== null) this.next(report.batch, report);
    if (isPartial(report)) process.exitCode = exitCodeOfKind('partial');
    return report;
  }

  private next(batch: string, report: Report): void {
    this.hint('');
    if (isPartial(report)) this.hint(`What was not understood:  ${this.program} import quarantine ${batch}`);
    this.hint(`All of this report:       ${this.reportFile}`);
    this.hint(`To take it back:          ${this.program} import undo ${batch}`);
  }
}

/** Something new was quarantined or refused. */
const isPartial = ({ totals, issues }: Report): boolean =>
  kinds.some(kind => totals[kind].quarantined > 0) || issues.some(({ severity }) => severity === 'error');
