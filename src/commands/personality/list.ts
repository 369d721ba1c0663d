import { harmless } from '../../domain/text/harmless.js';
import { TzurotCommand } from '../_base.js';
import { asFlag, limitOf, listFlags } from '../_flags.js';
import { actingFor } from '../_personality.js';
import { table } from '../_view/table.js';

export default class PersonalityList extends TzurotCommand {
  static override summary = 'List the personalities you can talk to.';
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --json'];
  static override flags = { ...asFlag, ...listFlags };

  async run() {
    const { flags } = await this.parse(PersonalityList);
    return this.withApp(flags, async app => {
      const all = await app.personality.list(await actingFor(app, flags.as));
      const some = all.slice(0, limitOf(flags, this.jsonEnabled()));
      const rows = some.map(({ slug, displayName, aliases, isPublic }) => [
        slug,
        harmless(displayName),
        harmless(aliases.join(', ')),
        isPublic ? 'everybody' : 'you',
      ]);
      this.log(
        some.length === 0
          ? 'There is nobody here yet.'
          : table(['slug', 'name', 'aliases', 'open to'], rows, this.paint(flags)),
      );
      if (some.length === 0) this.hint(`Try this: ${this.program} personality create lilith --name Lilith`);
      if (some.length < all.length) this.hint(`${all.length - some.length} more: --all`);
      return some.map(({ id, slug, name, displayName, aliases, isPublic }) => ({
        id,
        slug,
        name,
        displayName,
        aliases,
        isPublic,
      }));
    });
  }
}
