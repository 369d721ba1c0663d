import { harmless } from '../../domain/text/harmless.js';
import { actorFor, TzurotCommand } from '../_base.js';
import { asFlag } from '../_flags.js';
import { personaArg, shownPersona } from '../_persona.js';

export default class PersonaShow extends TzurotCommand {
  static override summary = 'Show one of your personas.';
  static override examples = ['<%= config.bin %> <%= command.id %> Ada'];
  static override args = { persona: personaArg };
  static override flags = { ...asFlag };

  async run() {
    const { args, flags } = await this.parse(PersonaShow);
    return this.withApp(flags, async app => {
      const user = await app.user.actor(flags.as);
      const persona = await app.persona.find(user, args.persona);
      const uses = new Set(await app.persona.usesOf(persona));
      const all = await app.personality.list(actorFor(user, app.config));
      const personalities = all.filter(({ id }) => uses.has(id)).map(({ slug }) => slug);
      this.log(`${harmless(persona.name)}${persona.isDefault ? ', who you are by default' : ''}`);
      this.log(`id: ${persona.id}`);
      this.log(`pronouns: ${harmless(persona.pronouns ?? 'not set')}`);
      if (personalities.length > 0) this.log(`always to: ${personalities.join(', ')}`);
      if (persona.about !== null) this.log(`\n${harmless(persona.about)}`);
      return { ...shownPersona(persona), personalities };
    });
  }
}
