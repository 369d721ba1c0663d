import * as Args from '@oclif/core/args';
import { harmless } from '../../domain/text/harmless.js';
import { actorFor, TzurotCommand } from '../_base.js';
import { asFlag, personalityArg } from '../_flags.js';

export default class ModelSet extends TzurotCommand {
  static override summary = 'Choose what answers you as a personality: a config, or a model by itself.';
  static override description =
    'It holds for you with this personality alone, before everything else, and takes the place of what you had chosen there. JSON: {personality, config, model, from, warnings}; config is null for a model by itself, and a warning names a parameter that the model does not take.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> lilith creative',
    '<%= config.bin %> <%= command.id %> lilith deepseek/deepseek-chat',
  ];
  static override args = {
    personality: personalityArg,
    config: Args.string({ ignoreStdin: true, required: true, description: 'A config, or a model as provider/model.' }),
  };
  static override flags = { ...asFlag };

  async run() {
    const { args, flags } = await this.parse(ModelSet);
    return this.withApp(flags, async app => {
      const user = await app.user.newcomer(flags.as);
      const personality = await app.personality.find(actorFor(user, app.config), args.personality);
      const chosen = await app.llmConfig.chooseModel(user, personality, args.config);
      const how = chosen.config === null ? '' : ` (${harmless(chosen.config)})`;
      this.log(`${personality.displayName} answers you with ${harmless(chosen.model ?? 'nothing')}${how} now.`);
      this.mind(chosen.warnings);
      return { personality: personality.slug, ...chosen };
    });
  }
}
