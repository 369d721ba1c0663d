import { ago } from '../../domain/time.js';
import type { SealedKey } from '../../domain/wallet/key.js';
import { TzurotCommand } from '../_base.js';
import { asFlag } from '../_flags.js';
import { assertNoSecret } from '../_secret.js';
import { table } from '../_view/table.js';
import { shownKey } from '../_wallet.js';

export default class WalletList extends TzurotCommand {
  static override summary = 'List the keys you have stored, by their last four characters.';
  static override examples = ['<%= config.bin %> <%= command.id %>'];
  static override flags = { ...asFlag };

  async run() {
    assertNoSecret(this.argv, { words: 0, again: 'wallet list' });
    const { flags } = await this.parse(WalletList);
    return this.withApp(flags, async app => {
      const keys = await app.wallet.listKeys(await app.user.actor(flags.as));
      const now = app.clock.now();
      if (keys.length === 0) this.hint(`There are no keys yet. Store one: ${this.program} wallet set openrouter`);
      else this.log(table(headings, keys.map(rowAt(now)), this.paint(flags)));
      return keys.map(shownKey);
    });
  }
}

const headings = ['provider', 'key', 'state', 'stored', 'last used'];

const rowAt =
  (now: number) =>
  ({ provider, fingerprint, state, createdAt, lastUsedAt }: SealedKey) => [
    provider,
    `…${fingerprint}`,
    state === 'active' ? 'active' : 'refused: set it again',
    ago(createdAt, now),
    lastUsedAt === null ? 'never' : ago(lastUsedAt, now),
  ];
