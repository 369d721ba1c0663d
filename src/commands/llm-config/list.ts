import { harmless } from '../../domain/text/harmless.js';
import { actorFor, TzurotCommand } from '../_base.js';
import { asFlag, limitOf, listFlags } from '../_flags.js';
import { configKeys, shownConfig } from '../_llm-config.js';
import { oneLine } from '../_view/fit.js';
import { table } from '../_view/table.js';

const widestCell = 40;
const cell = (text: string | null) => oneLine(harmless(text ?? '–'), widestCell);

export default class LlmConfigList extends TzurotCommand {
  static override summary = 'List your configs and everybody’s, by name.';
  static override description = `${configKeys.replace(/}$/, ', isHidden}').replace('JSON: ', 'JSON: an array of ')}; hidden is one of everybody’s where you have one of the same name.`;
  static override examples = ['<%= config.bin %> <%= command.id %>'];
  static override flags = { ...asFlag, ...listFlags };

  async run() {
    const { flags } = await this.parse(LlmConfigList);
    return this.withApp(flags, async app => {
      const all = await app.llmConfig.list(actorFor(await app.user.actor(flags.as), app.config));
      const some = all.slice(0, limitOf(flags, this.jsonEnabled()));
      const rows = some.map(({ name, ownerId, isHidden, model, fallbackModel, params }) => [
        cell(name),
        ownerId === null ? `everybody’s${isHidden ? ', hidden' : ''}` : 'yours',
        cell(model),
        cell(fallbackModel),
        cell(Object.keys(params).join(', ') || null),
      ]);
      this.log(
        some.length === 0
          ? 'There are no configs yet.'
          : table(['name', 'whose', 'model', 'steps in', 'sets'], rows, this.paint(flags)),
      );
      if (some.length === 0)
        this.hint(`Try this: ${this.program} llm-config create creative --model MODEL --param temperature=1.2`);
      if (some.length < all.length) this.hint(`${all.length - some.length} more: --all`);
      return Promise.all(
        some.map(async config => ({ ...(await shownConfig(app, config)), isHidden: config.isHidden })),
      );
    });
  }
}
