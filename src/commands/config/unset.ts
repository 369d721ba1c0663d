import * as Args from '@oclif/core/args';
import { parseSettingKey } from '../../domain/settings/parse.js';
import { TzurotCommand } from '../_base.js';
import { asFlag, userFlag } from '../_flags.js';
import { forFlag, placeOf } from '../_place.js';

export default class ConfigUnset extends TzurotCommand {
  static override summary = 'Go back to what is inherited.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> history.messages',
    '<%= config.bin %> <%= command.id %> recall.memories --user local',
  ];
  static override args = { key: Args.string({ ignoreStdin: true, required: true, description: 'What to take back.' }) };
  static override flags = { ...asFlag, ...userFlag, ...forFlag };

  async run() {
    const { args, flags } = await this.parse(ConfigUnset);
    const key = parseSettingKey(args.key);
    return this.withApp(flags, async app => {
      const place = await placeOf(app, flags);
      const changed =
        place === undefined ? app.config.operatorSettings.file.has(key) : await app.settings.unchoose(place, key);
      if (place === undefined && changed) await app.configure(key, { state: 'inherit' });
      this.log(changed ? `${key} is inherited again.` : `${key} was not set here.`);
      return { key, changed };
    });
  }
}
