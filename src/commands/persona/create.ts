import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { parsePatch } from '../../domain/personality/patch.js';
import { TzurotCommand } from '../_base.js';
import { asFlag } from '../_flags.js';
import { setPersonaFlag, shownPersona } from '../_persona.js';

export default class PersonaCreate extends TzurotCommand {
  static override summary = 'Make a persona: somebody you are to the personalities.';
  static override description = 'Your first one is who you are by default.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> Ada',
    '<%= config.bin %> <%= command.id %> Ada --set pronouns=she/her --set about="Keeps bees." --default',
  ];
  static override args = {
    name: Args.string({ ignoreStdin: true, required: true, description: 'What personalities call you.' }),
  };
  static override flags = {
    ...setPersonaFlag,
    default: Flags.boolean({ default: false, description: 'Be this one from now on.' }),
    ...asFlag,
  };

  async run() {
    const { args, flags } = await this.parse(PersonaCreate);
    const patches = (flags.set ?? []).map(parsePatch);
    return this.withApp(flags, async app => {
      const wanted = { name: args.name, patches, isDefault: flags.default };
      const made = await app.persona.create(await app.user.newcomer(flags.as), wanted);
      this.log(made.isDefault ? `${made.name} is here, and who you are by default.` : `${made.name} is here.`);
      return shownPersona(made);
    });
  }
}
