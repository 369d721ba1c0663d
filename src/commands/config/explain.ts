import * as Args from '@oclif/core/args';
import { definitions } from '../../domain/settings/setting.js';
import { TzurotCommand } from '../_base.js';
import { asFlag, userFlag } from '../_flags.js';
import { forFlag, subjectOf } from '../_place.js';
import { ladder } from '../_view/ladder.js';

export default class ConfigExplain extends TzurotCommand {
  static override summary = 'Show what each tier says about a setting, and which one wins.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> history.messages',
    '<%= config.bin %> <%= command.id %> llm.model --personality lilith',
  ];
  static override args = { key: Args.string({ ignoreStdin: true, required: true, description: 'Which one.' }) };
  static override flags = { ...asFlag, ...userFlag, ...forFlag };

  async run() {
    const { args, flags } = await this.parse(ConfigExplain);
    return this.withApp(flags, async app => {
      const resolved = await app.settings.explain(args.key, await subjectOf(app, flags));
      this.log(`${resolved.key}: ${definitions[resolved.key].summary}\n`);
      this.log(ladder(resolved, this.paint(flags)));
      const { key, state, value, from } = resolved;
      const tiers = resolved.ladder.map(({ tier, saying }) => ({
        tier,
        state: saying.state,
        value: saying.state === 'value' ? saying.value : null,
      }));
      return { key, state, value, from, tiers };
    });
  }
}
