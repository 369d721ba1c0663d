import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { App } from '../../app.js';
import { TzurotError } from '../../domain/errors.js';
import type { User } from '../../domain/user/user.js';
import { actorFor, TzurotCommand } from '../_base.js';
import { asFlag } from '../_flags.js';
import { forFlag } from '../_place.js';
import { shownPersona } from '../_persona.js';

export default class PersonaDefault extends TzurotCommand {
  static override summary = 'Show or choose who you are to the personalities.';
  static override description =
    'With --personality, who you are to that one alone; with --none then, whoever you are by default.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> Ada',
    '<%= config.bin %> <%= command.id %> Ada --personality lilith',
    '<%= config.bin %> <%= command.id %> --none',
  ];
  static override args = {
    persona: Args.string({ ignoreStdin: true, description: 'A name, or an id. Left out, it is only shown.' }),
  };
  static override flags = {
    ...forFlag,
    none: Flags.boolean({ description: 'Be nobody in particular.' }),
    ...asFlag,
  };

  async run() {
    const { args, flags } = await this.parse(PersonaDefault);
    return this.withApp(flags, async app => {
      const user = await app.user.actor(flags.as);
      if (flags.none === true && args.persona !== undefined) throw both();
      const isShown = flags.none !== true && args.persona === undefined;
      if (flags.personality !== undefined) return this.withOne(app, user, flags.personality, args.persona, isShown);
      const chosen = isShown
        ? await app.user.defaultPersona(user.id)
        : await app.persona.choose(user, args.persona ?? null);
      this.log(chosen === null ? 'You are nobody in particular.' : `You are ${chosen.name}.`);
      return { persona: chosen === null ? null : shownPersona(chosen) };
    });
  }

  private async withOne(app: App, user: User, name: string, wanted: string | undefined, isShown: boolean) {
    const personality = await app.personality.find(actorFor(user, app.config), name);
    if (!isShown) {
      const chosen = wanted === undefined ? null : await app.persona.find(user, wanted);
      await app.persona.chooseFor(user, personality, chosen);
    }
    const persona = await app.persona.facing(user, personality);
    this.log(`To ${personality.displayName} you are ${persona === null ? 'nobody in particular' : persona.name}.`);
    return { persona: persona === null ? null : shownPersona(persona) };
  }
}

const both = () => new TzurotError('invalid', 'Name a persona, or --none: both at once cannot be.');
