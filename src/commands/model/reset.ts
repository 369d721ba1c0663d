import { harmless } from '../../domain/text/harmless.js';
import { whoSaid } from '../_view/ladder.js';
import { actorFor, TzurotCommand } from '../_base.js';
import { asFlag, personalityArg } from '../_flags.js';

export default class ModelReset extends TzurotCommand {
  static override summary = 'Go back to the model you inherit with a personality.';
  static override description =
    'Takes back what you chose with it, and a model that an import brought for you. JSON: {personality, changed, config, model, from, warnings}; model is null where nothing was chosen anywhere.';
  static override examples = ['<%= config.bin %> <%= command.id %> lilith'];
  static override args = { personality: personalityArg };
  static override flags = { ...asFlag };

  async run() {
    const { args, flags } = await this.parse(ModelReset);
    return this.withApp(flags, async app => {
      const user = await app.user.actor(flags.as);
      const personality = await app.personality.find(actorFor(user, app.config), args.personality);
      const { changed, ...now } = await app.llmConfig.resetModel(user, personality);
      const model =
        now.model === null ? 'whatever is there' : `${harmless(now.model)}, says ${harmless(whoSaid(now.from))}`;
      this.log(
        `${changed ? 'Inherited again' : 'Nothing was chosen here'}: ${personality.displayName} answers you with ${model}.`,
      );
      return { personality: personality.slug, changed, ...now };
    });
  }
}
