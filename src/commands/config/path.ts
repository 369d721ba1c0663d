import { readConfig } from '../../config.js';
import { TzurotCommand } from '../_base.js';

export default class ConfigPath extends TzurotCommand {
  static override summary = 'Print where the config file is, or would be.';
  static override examples = ['<%= config.bin %> <%= command.id %>'];

  async run() {
    const { flags } = await this.parse(ConfigPath);
    const { paths } = readConfig(flags);
    this.log(paths.config);
    return {
      home: paths.home,
      config: paths.config,
      database: paths.database,
      logs: paths.logs,
      snapshots: paths.snapshots,
    };
  }
}
