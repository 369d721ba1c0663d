import type { App } from '../../app.js';
import { TzurotError } from '../../domain/errors.js';
import { parsePatch } from '../../domain/personality/patch.js';
import { onTerminal } from '../_ask.js';
import { TzurotCommand } from '../_base.js';
import { asFlag } from '../_flags.js';
import { editForm } from '../_form.js';
import { personaArg, setPersonaFlag, shownPersona } from '../_persona.js';

export default class PersonaEdit extends TzurotCommand {
  static override summary = 'Change a persona: single fields, or all of them in your editor.';
  static override description =
    'With --set, changes these fields. Without, opens a form in $EDITOR; what does not fit is said, and then nothing is changed.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> Ada --set pronouns=she/her',
    '<%= config.bin %> <%= command.id %> Ada',
  ];
  static override args = { persona: personaArg };
  static override flags = { ...setPersonaFlag, ...asFlag };

  async run() {
    const { args, flags } = await this.parse(PersonaEdit);
    const patches = (flags.set ?? []).map(parsePatch);
    return this.withApp(flags, async app => {
      const user = await app.user.actor(flags.as);
      const changed =
        patches.length > 0
          ? await app.persona.edit(user, args.persona, patches)
          : await this.edited(app, user, args.persona);
      this.log(`${changed.name} is changed.`);
      return shownPersona(changed);
    });
  }

  private async edited(app: App, user: Awaited<ReturnType<App['user']['actor']>>, name: string) {
    const { id, pronouns, about, name: called } = await app.persona.find(user, name);
    if (!onTerminal()) {
      throw new TzurotError('invalid', 'Without a terminal there is no editor. Name the fields with --set.', {
        try: `persona edit ${id} --set pronouns=she/her`,
      });
    }
    return app.persona.redraw(user, id, await editForm({ name: called, pronouns, about }));
  }
}
