import { harmless } from '../../domain/text/harmless.js';
import { TzurotCommand } from '../_base.js';
import { asFlag, limitOf, listFlags } from '../_flags.js';
import { shownPersona } from '../_persona.js';
import { oneLine } from '../_view/fit.js';
import { table } from '../_view/table.js';

const widestCell = 60;
const cell = (text: string | null) => oneLine(harmless(text ?? '–'), widestCell);

export default class PersonaList extends TzurotCommand {
  static override summary = 'List who you are to the personalities.';
  static override examples = ['<%= config.bin %> <%= command.id %>'];
  static override flags = { ...asFlag, ...listFlags };

  async run() {
    const { flags } = await this.parse(PersonaList);
    return this.withApp(flags, async app => {
      const all = await app.persona.list(await app.user.actor(flags.as));
      const some = all.slice(0, limitOf(flags, this.jsonEnabled()));
      const rows = some.map(({ id, name, pronouns, about, isDefault }) => [
        id,
        cell(name),
        cell(pronouns),
        cell(about),
        isDefault ? 'yes' : '',
      ]);
      this.log(
        some.length === 0
          ? 'You are nobody in particular yet.'
          : table(['id', 'name', 'pronouns', 'about', 'default'], rows, this.paint(flags)),
      );
      if (some.length === 0) this.hint(`Try this: ${this.program} persona create Ada --set pronouns=she/her`);
      if (some.length < all.length) this.hint(`${all.length - some.length} more: --all`);
      return some.map(shownPersona);
    });
  }
}
