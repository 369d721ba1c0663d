import { parseProvider, providerNames } from '../../../domain/wallet/key.js';
import { lookerOf } from '../asker.js';
import type { ConfidentialDeed } from '../command.js';
import { textOf } from '../options.js';
import { providerOption } from './provider.js';

export const remove: ConfidentialDeed = {
  name: 'remove',
  description: 'Remove a key of yours from here.',
  options: [providerOption],
  isPrivate: true,
  async run(app, use) {
    const provider = parseProvider(textOf(use, 'provider'));
    const user = await lookerOf(app, use.asker);
    await app.wallet.assertPace(user);
    await app.wallet.removeKey(user, provider);
    return { text: `Removed your key for ${providerNames[provider]}. At the provider it is as good as before.` };
  },
};
