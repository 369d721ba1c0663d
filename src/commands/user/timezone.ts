import * as Args from '@oclif/core/args';
import { handleOf } from '../../domain/user/user.js';
import { TzurotCommand } from '../_base.js';
import { asFlag } from '../_flags.js';

export default class UserTimezone extends TzurotCommand {
  static override summary = 'Show or set a person’s time zone.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> local',
    '<%= config.bin %> <%= command.id %> local Europe/Berlin',
  ];
  static override args = {
    user: Args.string({ ignoreStdin: true, required: true, description: 'Who: a Discord id, or local.' }),
    zone: Args.string({ ignoreStdin: true, description: 'Such as Europe/Berlin. `inherit` forgets it.' }),
  };
  static override flags = { ...asFlag };

  async run() {
    const { args, flags } = await this.parse(UserTimezone);
    return this.withApp(flags, async app => {
      if (args.zone !== undefined) await app.user.newcomer(flags.as);
      const { subject } = await app.user.whom({ as: flags.as, user: args.user });
      const id = handleOf(subject);
      if (args.zone === undefined) {
        this.log(subject.timezone ?? `${id} has not named a time zone.`);
        return { id, timezone: subject.timezone };
      }
      const timezone = await app.user.setTimezone(subject, args.zone === 'inherit' ? null : args.zone);
      this.log(timezone === null ? `${id} inherits the time zone again.` : `${id} is in ${timezone} now.`);
      return { id, timezone };
    });
  }
}
