import * as Args from '@oclif/core/args';
import { isoOf } from '../../domain/time.js';
import { handleOf } from '../../domain/user/user.js';
import { TzurotCommand } from '../_base.js';
import { asFlag } from '../_flags.js';

export default class UserShow extends TzurotCommand {
  static override summary = 'Show what is known about a person.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> 123456789012345678',
  ];
  static override args = { user: Args.string({ ignoreStdin: true, description: 'Who. Oneself, when left out.' }) };
  static override flags = { ...asFlag };

  async run() {
    const { args, flags } = await this.parse(UserShow);
    return this.withApp(flags, async app => {
      const { subject } = await app.user.whom({ as: flags.as, user: args.user });
      const persona = await app.user.defaultPersona(subject.id);
      const accounts = subject.accounts.map(({ platform, foreignId, name }) => ({ platform, id: foreignId, name }));
      this.log(`${handleOf(subject)}, first seen ${isoOf(subject.createdAt).slice(0, 10)}`);
      this.log(`time zone: ${subject.timezone ?? 'not set'}`);
      this.log(`accounts: ${accounts.map(({ platform, id }) => `${platform} ${id}`).join(', ')}`);
      this.log(`known to personalities as: ${persona?.name ?? 'nobody in particular'}`);
      return {
        id: handleOf(subject),
        timezone: subject.timezone,
        firstSeen: isoOf(subject.createdAt),
        accounts,
        persona,
      };
    });
  }
}
