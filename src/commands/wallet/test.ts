import { parseProvider, providerNames } from '../../domain/wallet/key.js';
import { TzurotCommand } from '../_base.js';
import { asFlag } from '../_flags.js';
import { assertNoSecret } from '../_secret.js';
import { adviceOn, limitLines } from '../_view/proof.js';
import { providerArg, shownProof } from '../_wallet.js';

export default class WalletTest extends TzurotCommand {
  static override summary = 'Ask a provider whether it still takes your key, and what the key may spend.';
  static override examples = ['<%= config.bin %> <%= command.id %> openrouter'];
  static override args = { provider: providerArg };
  static override flags = { ...asFlag };

  async run() {
    assertNoSecret(this.argv, { words: 1, again: 'wallet set openrouter' });
    const { args, flags } = await this.parse(WalletTest);
    return this.withApp(flags, async app => {
      const provider = parseProvider(args.provider);
      const proof = await app.wallet.testKey(await app.user.actor(flags.as), provider);
      if (proof.proves === 'key') this.log(`Your key for ${providerNames[provider]} is good.`);
      for (const line of limitLines(proof.limits)) this.log(line);
      for (const line of [...proof.remarks, ...adviceOn(proof.limits)]) this.hint(line);
      return { provider, ok: true, ...shownProof(proof) };
    });
  }
}
