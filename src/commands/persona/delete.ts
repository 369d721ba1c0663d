import { harmless } from '../../domain/text/harmless.js';
import { confirm } from '../_ask.js';
import { TzurotCommand } from '../_base.js';
import { asFlag, yesFlag } from '../_flags.js';
import { personaArg, shownPersona } from '../_persona.js';

export default class PersonaDelete extends TzurotCommand {
  static override summary = 'Remove a persona. What was said and is remembered stays.';
  static override examples = ['<%= config.bin %> <%= command.id %> Ada --yes'];
  static override args = { persona: personaArg };
  static override flags = { ...asFlag, ...yesFlag };

  async run() {
    const { args, flags } = await this.parse(PersonaDelete);
    return this.withApp(flags, async app => {
      const user = await app.user.actor(flags.as);
      const persona = await app.persona.find(user, args.persona);
      await confirm(`Remove the persona ${harmless(persona.name)}?`, { yes: flags.yes, command: this.typed });
      await app.persona.remove(user, persona.id);
      this.log(`${persona.name} is gone.`);
      if (persona.isDefault) this.hint(`You are nobody in particular now: ${this.program} persona default NAME`);
      return shownPersona(persona);
    });
  }
}
