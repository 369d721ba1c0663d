import * as Args from '@oclif/core/args';
import { TzurotCommand } from '../_base.js';
import { asFlag, userFlag } from '../_flags.js';
import { forFlag, subjectOf } from '../_place.js';

export default class ConfigGet extends TzurotCommand {
  static override summary = 'Print one setting.';
  static override examples = ['<%= config.bin %> <%= command.id %> history.messages'];
  static override args = { key: Args.string({ ignoreStdin: true, required: true, description: 'Which one.' }) };
  static override flags = { ...asFlag, ...userFlag, ...forFlag };

  async run() {
    const { args, flags } = await this.parse(ConfigGet);
    return this.withApp(flags, async app => {
      const { key, state, value, from } = await app.settings.explain(args.key, await subjectOf(app, flags));
      this.log(state === 'off' ? 'off' : String(value ?? ''));
      return { key, state, value, from };
    });
  }
}
