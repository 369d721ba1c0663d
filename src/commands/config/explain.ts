import * as Args from '@oclif/core/args';
import { definitions } from '../../domain/settings/setting.js';
import type { App } from '../../app.js';
import { TzurotCommand, type GlobalFlags } from '../_base.js';
import { asFlag, userFlag } from '../_flags.js';
import { forFlag, subjectOf } from '../_place.js';
import { ladder } from '../_view/ladder.js';
import { paramTable, shownParams } from '../_view/params.js';

export default class ConfigExplain extends TzurotCommand {
  static override summary = 'Show what each tier says about a setting, and which one wins.';
  static override description =
    'The model and what steps in for it may be said by a config, which is then named. `llm.params` shows every parameter of the model, who set it, and what becomes of it on its way. JSON: {key, state, value, from, config, tiers: [{tier, state, value, config}]}; of llm.params: {key, model, params: [{name, value, from, note, isSent}]}.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> history.messages',
    '<%= config.bin %> <%= command.id %> llm.model --personality lilith',
    '<%= config.bin %> <%= command.id %> llm.params --personality lilith',
  ];
  static override args = { key: Args.string({ ignoreStdin: true, required: true, description: 'Which one.' }) };
  static override flags = { ...asFlag, ...userFlag, ...forFlag };

  async run() {
    const { args, flags } = await this.parse(ConfigExplain);
    return this.withApp(flags, async app => {
      if (args.key === 'llm.params') return this.params(flags, app, await subjectOf(app, flags));
      const resolved = await app.settings.explain(args.key, await subjectOf(app, flags));
      this.log(`${resolved.key}: ${definitions[resolved.key].summary}\n`);
      this.log(ladder(resolved, this.paint(flags)));
      const { key, state, value, from, config } = resolved;
      const tiers = resolved.ladder.map(({ tier, saying }) => ({
        tier,
        state: saying.state,
        value: saying.state === 'value' ? saying.value : null,
        config: (saying.state === 'value' ? saying.config : undefined) ?? null,
      }));
      return { key, state, value, from, config, tiers };
    });
  }

  private async params(flags: GlobalFlags, app: App, subject: Awaited<ReturnType<typeof subjectOf>>) {
    const { model, ...sendable } = await app.llmConfig.explainParams(subject);
    const params = shownParams(sendable);
    this.log(`llm.params: What the model is told about how to answer.\n`);
    this.log(paramTable(params, this.paint(flags)));
    return { key: 'llm.params', model: model.value, params };
  }
}
