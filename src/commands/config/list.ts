import { definitions } from '../../domain/settings/setting.js';
import { TzurotCommand } from '../_base.js';
import { asFlag, userFlag } from '../_flags.js';
import { forFlag, subjectOf } from '../_place.js';
import { table } from '../_view/table.js';

export default class ConfigList extends TzurotCommand {
  static override summary = 'List every setting, what it is, and who said so.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --personality lilith --json',
  ];
  static override flags = { ...asFlag, ...userFlag, ...forFlag };

  async run() {
    const { flags } = await this.parse(ConfigList);
    return this.withApp(flags, async app => {
      const settled = [...(await app.settings.settle(await subjectOf(app, flags))).values()];
      const rows = settled.map(({ key, state, value, from }) => [
        key,
        state === 'off' ? 'off' : String(value ?? '–'),
        from,
        definitions[key].summary,
      ]);
      this.log(table(['setting', 'value', 'from', 'what it is'], rows, this.paint(flags)));
      return settled.map(({ key, state, value, from }) => ({
        key,
        state,
        value,
        from,
        summary: definitions[key].summary,
      }));
    });
  }
}
