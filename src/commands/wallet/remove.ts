import { parseProvider, providerNames } from '../../domain/wallet/key.js';
import { TzurotCommand } from '../_base.js';
import { asFlag } from '../_flags.js';
import { assertNoSecret } from '../_secret.js';
import { providerArg } from '../_wallet.js';

export default class WalletRemove extends TzurotCommand {
  static override summary = 'Remove a key of yours from this home.';
  static override description = 'The key stays good at its provider: revoke it there, if nobody is to use it any more.';
  static override examples = ['<%= config.bin %> <%= command.id %> openrouter'];
  static override args = { provider: providerArg };
  static override flags = { ...asFlag };

  async run() {
    assertNoSecret(this.argv, { words: 1, again: 'wallet set openrouter' });
    const { args, flags } = await this.parse(WalletRemove);
    return this.withApp(flags, async app => {
      const provider = parseProvider(args.provider);
      await app.wallet.removeKey(await app.user.actor(flags.as), provider);
      this.log(`Removed your key for ${providerNames[provider]}. At the provider it is as good as before.`);
      return { provider, removed: true };
    });
  }
}
