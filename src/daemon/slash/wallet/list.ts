import { ago } from '../../../domain/time.js';
import { providerNames, type SealedKey } from '../../../domain/wallet/key.js';
import { lookerOf } from '../asker.js';
import type { ConfidentialDeed } from '../command.js';

export const list: ConfidentialDeed = {
  name: 'list',
  description: 'The keys you have stored, by their last four characters.',
  options: [],
  isPrivate: true,
  async run(app, { asker }) {
    const keys = await app.wallet.listKeys(await lookerOf(app, asker));
    if (keys.length === 0) return { text: 'You have stored no keys. `/wallet set` stores one.' };
    return { text: keys.map(lineAt(app.clock.now())).join('\n') };
  },
};

const lineAt =
  (now: number) =>
  ({ provider, fingerprint, state, createdAt, lastUsedAt }: SealedKey): string => {
    const used = lastUsedAt === null ? 'never used' : `last used ${ago(lastUsedAt, now)}`;
    const standing = state === 'active' ? used : 'refused by its provider: set it again with `/wallet set`';
    return `- **${providerNames[provider]}** …${fingerprint}, stored ${ago(createdAt, now)}, ${standing}`;
  };
