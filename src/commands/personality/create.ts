import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { parsePatch } from '../../domain/personality/patch.js';
import { actorFor, TzurotCommand } from '../_base.js';
import { asFlag } from '../_flags.js';
import { setFlag, shown } from '../_personality.js';

export default class PersonalityCreate extends TzurotCommand {
  static override summary = 'Make a new personality.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> lilith --name Lilith',
    '<%= config.bin %> <%= command.id %> lilith --name Lilith --set prompt.character="A night owl who runs a tea house." --set birthday=02-29',
  ];
  static override args = {
    slug: Args.string({ ignoreStdin: true, required: true, description: 'What scripts will call it.' }),
  };
  static override flags = {
    name: Flags.string({ required: true, description: 'What people will call it.' }),
    ...setFlag,
    ...asFlag,
  };

  async run() {
    const { args, flags } = await this.parse(PersonalityCreate);
    const patches = (flags.set ?? []).map(parsePatch);
    return this.withApp(flags, async app => {
      const actor = actorFor(await app.user.newcomer(flags.as), app.config);
      const made = await app.personality.create(actor, { slug: args.slug, name: flags.name, patches });
      this.log(`${made.displayName} is here.`);
      this.mind(await app.llmConfig.warningsAbout(actor.userId, made));
      this.hint(`Say hello: ${this.program} chat ${made.slug}`);
      return shown(app, actor, made);
    });
  }
}
