import { commandShapes } from '../../daemon/slash/all.js';
import { TzurotCommand } from '../_base.js';
import { stopped } from '../_signals.js';

export default class DiscordRegister extends TzurotCommand {
  static override summary = 'Make the slash commands known to Discord.';
  static override description =
    '`serve` does this by itself whenever it connects. Where nothing has changed, nothing is sent.';
  static override examples = ['<%= config.bin %> <%= command.id %>'];

  async run() {
    const { flags } = await this.parse(DiscordRegister);
    return this.withApp(flags, async app => {
      const shapes = commandShapes();
      const changed = await (await app.discord(stopped)).register(shapes);
      this.log(changed === 0 ? 'Discord knows all of them already.' : `${changed} changed. Discord knows them now.`);
      return { commands: shapes.map(({ name }) => name), changed };
    });
  }
}
