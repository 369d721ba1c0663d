import { TzurotCommand } from '../_base.js';
import { asFlag, limitOf, listFlags, personalityArg } from '../_flags.js';
import { actingFor } from '../_personality.js';
import { loreTable } from '../_view/lore.js';

export default class LoreList extends TzurotCommand {
  static override summary = 'List what a personality knows of its world.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> lilith',
    '<%= config.bin %> <%= command.id %> lilith --limit 5 --json',
  ];
  static override args = { personality: personalityArg };
  static override flags = { ...asFlag, ...listFlags };

  async run() {
    const { args, flags } = await this.parse(LoreList);
    return this.withApp(flags, async app => {
      const personality = await app.personality.find(await actingFor(app, flags.as), args.personality);
      const all = await app.lore.list(personality);
      const some = all.slice(0, limitOf(flags, this.jsonEnabled()));
      this.log(loreTable(some, this.paint(flags)));
      if (some.length < all.length) this.hint(`${all.length - some.length} more: --all`);
      return some.map(({ id, title, keys, constant, enabled, order }) => ({
        id,
        title,
        keys,
        constant,
        enabled,
        order,
      }));
    });
  }
}
