import * as Flags from '@oclif/core/flags';
import { parseProvider, providerNames } from '../../domain/wallet/key.js';
import { TzurotCommand } from '../_base.js';
import { asFlag } from '../_flags.js';
import { assertNoSecret, readSecret } from '../_secret.js';
import { adviceOn, limitLines } from '../_view/proof.js';
import { providerArg, shownStored } from '../_wallet.js';

export default class WalletSet extends TzurotCommand {
  static override summary = 'Store a key of your own, sealed.';
  static override description =
    'Asks for the key, or reads it from a pipe or a file; never takes it as an argument. Its provider is asked whether the key is good, and what is not good is not stored. An earlier key of yours for the same provider is replaced.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> openrouter',
    'pass openrouter | <%= config.bin %> <%= command.id %> openrouter',
    '<%= config.bin %> <%= command.id %> elevenlabs --from-file key.txt',
  ];
  static override args = { provider: providerArg };
  static override flags = {
    'from-file': Flags.string({ helpValue: 'FILE', description: 'A file in which there is nothing but the key.' }),
    'no-verify': Flags.boolean({ default: false, description: 'Store it without asking its provider.' }),
    ...asFlag,
  };

  async run() {
    assertNoSecret(this.argv, { words: 1, again: 'wallet set openrouter' });
    const { args, flags } = await this.parse(WalletSet);
    return this.withApp(flags, async app => {
      const provider = parseProvider(args.provider);
      await app.wallet.assertStorable(provider);
      const secret = await readSecret(`Your key for ${providerNames[provider]}`, {
        file: flags['from-file'],
        again: `wallet set ${provider}`,
      });
      const actor = await app.user.newcomer(flags.as);
      const stored = await app.wallet.storeKey(actor, provider, secret, { verify: !flags['no-verify'] });
      this.log(`Stored the key …${stored.key.fingerprint} for ${providerNames[provider]}, sealed.`);
      const limits = stored.proof?.limits ?? null;
      for (const line of limitLines(limits)) this.log(line);
      for (const line of [...stored.remarks, ...adviceOn(limits)]) this.hint(line);
      return shownStored(stored);
    });
  }
}
