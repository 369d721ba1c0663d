import * as Flags from '@oclif/core/flags';
import { actorFor, TzurotCommand } from '../_base.js';
import { asFlag } from '../_flags.js';
import {
  configArg,
  configKeys,
  fieldPatches,
  globalFlag,
  paramFlag,
  paramPatches,
  shownConfig,
  warningsOn,
  whichOf,
} from '../_llm-config.js';

export default class LlmConfigCreate extends TzurotCommand {
  static override summary = 'Make a config: a model and how it answers, under a name.';
  static override description = `Your own, or everybody’s with --global. Yours hides everybody’s of the same name. ${configKeys.replace(/}$/, ', warnings}')}; a warning names a parameter that the model does not take.`;
  static override examples = [
    '<%= config.bin %> <%= command.id %> creative --model anthropic/claude-sonnet-4.5 --param temperature=1.2',
    '<%= config.bin %> <%= command.id %> thorough --model openai/gpt-5 --param reasoning.effort=high --fallback openai/gpt-5-mini',
    '<%= config.bin %> <%= command.id %> everyday --model deepseek/deepseek-chat --global',
  ];
  static override args = { name: configArg };
  static override flags = {
    model: Flags.string({
      required: true,
      helpValue: 'MODEL',
      description: 'The model, by the name its provider knows.',
    }),
    fallback: Flags.string({ helpValue: 'MODEL', description: 'The model that steps in once where that one cannot.' }),
    provider: Flags.string({
      helpValue: 'PROVIDER',
      description: 'Where it runs: openrouter, or openai-compatible. Wherever it can, when left out.',
    }),
    ...paramFlag,
    ...globalFlag,
    ...asFlag,
  };

  async run() {
    const { args, flags } = await this.parse(LlmConfigCreate);
    const fields = { fallbackModel: flags.fallback, provider: flags.provider };
    const patches = [...fieldPatches(fields), ...paramPatches(flags.param)];
    return this.withApp(flags, async app => {
      const user = await app.user.newcomer(flags.as);
      const wanted = { model: flags.model, patches };
      const made = await app.llmConfig.create(actorFor(user, app.config), whichOf(args.name, flags), wanted);
      const warnings = await warningsOn(app, user.id, made);
      this.log(`${made.name} is here${flags.global ? ', for everybody' : ''}.`);
      this.mind(warnings);
      this.hint(`Try this: ${this.program} model set PERSONALITY ${JSON.stringify(made.name)}`);
      return { ...(await shownConfig(app, made)), warnings };
    });
  }
}
