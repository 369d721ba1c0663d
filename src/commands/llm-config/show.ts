import { harmless } from '../../domain/text/harmless.js';
import { actorFor, TzurotCommand } from '../_base.js';
import { asFlag } from '../_flags.js';
import { configArg, configKeys, globalFlag, shownConfig, warningsOn, whichOf } from '../_llm-config.js';
import { table } from '../_view/table.js';

export default class LlmConfigShow extends TzurotCommand {
  static override summary = 'Show a config: yours of this name, else everybody’s.';
  static override description = `${configKeys.replace(/}$/, ', warnings}')}.`;
  static override examples = ['<%= config.bin %> <%= command.id %> creative'];
  static override args = { name: configArg };
  static override flags = { ...globalFlag, ...asFlag };

  async run() {
    const { args, flags } = await this.parse(LlmConfigShow);
    return this.withApp(flags, async app => {
      const user = await app.user.actor(flags.as);
      const config = await app.llmConfig.find(actorFor(user, app.config), whichOf(args.name, flags));
      const warnings = await warningsOn(app, user.id, config);
      this.log(`${harmless(config.name)}, ${config.ownerId === null ? 'everybody’s' : 'yours'}`);
      this.log(`model: ${harmless(config.model)}`);
      this.log(`steps in: ${harmless(config.fallbackModel ?? 'nothing of its own')}`);
      if (config.provider !== null) this.log(`runs at: ${harmless(config.provider)}`);
      const rows = Object.entries(config.params).map(([name, value]) => [name, harmless(JSON.stringify(value))]);
      if (rows.length > 0) this.log(`\n${table(['parameter', 'value'], rows, this.paint(flags))}`);
      this.mind(warnings);
      return { ...(await shownConfig(app, config)), warnings };
    });
  }
}
