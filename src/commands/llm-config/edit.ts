import * as Flags from '@oclif/core/flags';
import { TzurotError } from '../../domain/errors.js';
import { parsePatch } from '../../domain/personality/patch.js';
import { actorFor, TzurotCommand } from '../_base.js';
import { asFlag } from '../_flags.js';
import {
  configArg,
  configKeys,
  globalFlag,
  paramFlag,
  paramPatches,
  shownConfig,
  warningsOn,
  whichOf,
} from '../_llm-config.js';

export default class LlmConfigEdit extends TzurotCommand {
  static override summary = 'Change a config. It holds at once wherever it is chosen.';
  static override description = `Its name stays: people have chosen it by that. ${configKeys.replace(/}$/, ', warnings}')}.`;
  static override examples = [
    '<%= config.bin %> <%= command.id %> creative --set model=openai/gpt-5 --param temperature=',
    '<%= config.bin %> <%= command.id %> everyday --global --param reasoning.effort=low',
  ];
  static override args = { name: configArg };
  static override flags = {
    set: Flags.string({
      multiple: true,
      helpValue: 'FIELD=VALUE',
      description: 'A field and its value: model, fallbackModel or provider. An empty value takes it away.',
    }),
    ...paramFlag,
    ...globalFlag,
    ...asFlag,
  };

  async run() {
    const { args, flags } = await this.parse(LlmConfigEdit);
    const patches = [...(flags.set ?? []).map(parsePatch), ...paramPatches(flags.param)];
    return this.withApp(flags, async app => {
      if (patches.length === 0) throw nothing(args.name);
      const user = await app.user.actor(flags.as);
      const changed = await app.llmConfig.edit(actorFor(user, app.config), whichOf(args.name, flags), patches);
      const warnings = await warningsOn(app, user.id, changed);
      this.log(`${changed.name} is changed.`);
      this.mind(warnings);
      return { ...(await shownConfig(app, changed)), warnings };
    });
  }
}

const nothing = (name: string) =>
  new TzurotError('invalid', 'Say what is to be changed, with --set or --param.', {
    try: `llm-config edit ${name} --param temperature=0.7`,
  });
