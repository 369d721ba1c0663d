import { isoOf } from '../../domain/time.js';
import { handleOf } from '../../domain/user/user.js';
import { TzurotCommand } from '../_base.js';
import { asFlag, limitOf, listFlags } from '../_flags.js';
import { table } from '../_view/table.js';

export default class UserList extends TzurotCommand {
  static override summary = 'List the people who have been here.';
  static override examples = ['<%= config.bin %> <%= command.id %>'];
  static override flags = { ...asFlag, ...listFlags };

  async run() {
    const { flags } = await this.parse(UserList);
    return this.withApp(flags, async app => {
      const all = await app.user.list(await app.user.actor(flags.as));
      const users = all.slice(0, limitOf(flags, this.jsonEnabled()));
      const listed = users.map(user => ({
        id: handleOf(user),
        timezone: user.timezone,
        firstSeen: isoOf(user.createdAt),
      }));
      this.log(
        table(
          ['id', 'time zone', 'first seen'],
          listed.map(({ id, timezone, firstSeen }) => [id, timezone ?? '–', firstSeen.slice(0, 10)]),
          this.paint(flags),
        ),
      );
      return listed;
    });
  }
}
