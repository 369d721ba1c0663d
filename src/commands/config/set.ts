import * as Args from '@oclif/core/args';
import { parseSettingKey } from '../../domain/settings/parse.js';
import { definitions } from '../../domain/settings/setting.js';
import { confirm } from '../_ask.js';
import { TzurotCommand } from '../_base.js';
import { asFlag, userFlag, yesFlag } from '../_flags.js';
import { forFlag, placeOf } from '../_place.js';

export default class ConfigSet extends TzurotCommand {
  static override summary = 'Set something: for everybody here, or for one person.';
  static override description =
    'Without --user it goes into the config file and holds for everybody. With --user, or --personality, it is that person’s choice. `off` switches off what can be off; `config unset` goes back to inheriting.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> history.messages 30',
    '<%= config.bin %> <%= command.id %> recall.memories off --user local',
    '<%= config.bin %> <%= command.id %> llm.model llama3.2 --personality lilith',
  ];
  static override args = {
    key: Args.string({ ignoreStdin: true, required: true, description: 'What to set. `config list` has them all.' }),
    value: Args.string({ ignoreStdin: true, required: true, description: 'The value, or off.' }),
  };
  static override flags = { ...asFlag, ...userFlag, ...forFlag, ...yesFlag };

  async run() {
    const { args, flags } = await this.parse(ConfigSet);
    const key = parseSettingKey(args.key);
    return this.withApp(flags, async app => {
      if (flags.user !== undefined || flags.personality !== undefined) await app.user.newcomer(flags.as);
      const place = await placeOf(app, flags);
      const saying =
        place === undefined
          ? await app.settings.sayingFor(null, key, args.value)
          : await app.settings.choose(place, key, args.value);
      const value = saying.state === 'value' ? saying.value : saying.state;
      const { asks } = definitions[key];
      if (asks !== null && value === asks.value)
        await confirm(asks.question, { yes: flags.yes === true, command: this.typed });
      if (place === undefined) await app.configure(key, saying);
      this.log(`${key} is ${String(value)} now.`);
      return { key, state: saying.state, value: saying.state === 'value' ? saying.value : null };
    });
  }
}
