import * as Flags from '@oclif/core/flags';
import { makeHome } from '../app/home.js';
import { readConfig } from '../config.js';
import { TzurotError } from '../domain/errors.js';
import { parseDiscordId } from '../domain/user/user.js';
import { TzurotCommand } from './_base.js';
import { yesFlag } from './_flags.js';

export default class Init extends TzurotCommand {
  static override summary = 'Make the home: a folder with the database and the master key.';
  static override description =
    'Everything tzurot writes goes into this one folder. Doing it twice changes nothing; one that was interrupted is finished.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --owner 123456789012345678',
    '<%= config.bin %> <%= command.id %> --recovery master-key.txt',
  ];
  static override flags = {
    owner: Flags.string({ helpValue: 'DISCORD_ID', description: 'Whose home it is.' }),
    recovery: Flags.string({ helpValue: 'FILE', description: 'Take the master key from a recovery copy.' }),
    ...yesFlag,
  };

  async run() {
    const { flags } = await this.parse(Init);
    const before = readConfig(flags);
    const owner = flags.owner === undefined ? before.owner : parseDiscordId(flags.owner);
    if (before.owner !== null && owner !== before.owner) {
      throw new TzurotError('conflict', `This home belongs to ${before.owner} already.`, {
        try: 'config explain owner',
      });
    }
    const made = await makeHome(before, flags.recovery === undefined ? {} : { recovery: flags.recovery });
    if (flags.owner !== undefined && before.owner === null) {
      await this.withApp(flags, async app => {
        await app.user.assertMayOwn(owner ?? '');
        await app.configure('owner', { state: 'value', value: owner });
      });
    }
    return this.withApp(flags, async app => {
      await app.user.owner();
      const key = await app.masterKey.status();
      this.log(made ? `Your home is ready: ${before.paths.home}` : `Your home is here: ${before.paths.home}`);
      this.log(`Master key ${key.id}: ${key.from}`);
      this.log(
        `Without it nothing sealed can be opened. Keep a copy somewhere else:\n  ${before.program} key recovery -o FILE`,
      );
      return { home: before.paths.home, made, owner, masterKey: { id: key.id, from: key.from } };
    });
  }
}
