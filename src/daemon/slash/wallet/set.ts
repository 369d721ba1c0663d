import { TzurotError } from '../../../domain/errors.js';
import { handleId } from '../../../domain/interaction/handle.js';
import { inDollars } from '../../../domain/usage/money.js';
import { parseProvider, providerNames } from '../../../domain/wallet/key.js';
import type { Stored } from '../../../domain/wallet/keys/actions.js';
import { Secret } from '../../../domain/wallet/secret.js';
import { userOf } from '../asker.js';
import type { ConfidentialDeed, Sequel } from '../command.js';
import { textOf } from '../options.js';
import { providerOption } from './provider.js';

const verb = 'wallet-set';
const field = 'key';

/** Asks for the key in a form, because what stands in an option stands in Discord's memory of commands. */
export const set: ConfidentialDeed = {
  name: 'set',
  description: 'Store a key of your own, sealed. You are asked for it.',
  options: [providerOption],
  isPrivate: true,
  async open(app, use) {
    const provider = parseProvider(textOf(use, 'provider'));
    await app.wallet.assertStorable(provider);
    return {
      id: handleId({ verb, about: provider, madeAt: app.clock.now(), accountId: use.asker.accountId }),
      title: `Your key for ${providerNames[provider]}`,
      fields: [
        { id: field, label: 'Key', hint: 'Sealed at once, and shown to nobody.', isLong: false, isRequired: true },
      ],
    };
  },
};

export const keyGiven: Sequel = {
  verb,
  async go(app, { asker, about, fields }) {
    const provider = parseProvider(about);
    const typed = fields.get(field) ?? '';
    if (typed.trim() === '')
      throw new TzurotError('invalid', 'No key was given, and nothing was stored.', { try: 'wallet set' });
    const user = await userOf(app, asker);
    await app.wallet.assertPace(user);
    return { text: linesOn(await app.wallet.storeKey(user, provider, new Secret(typed), { verify: true })).join('\n') };
  },
};

function linesOn({ key: { provider, fingerprint }, proof, remarks }: Stored): string[] {
  const limits = proof?.limits ?? null;
  const left = limits?.remainingNanoUsd == null ? [] : [`It may still spend ${inDollars(limits.remainingNanoUsd)}.`];
  const endless =
    limits !== null && limits.limitNanoUsd === null
      ? ['It has no limit. Set one where it was made, so that a mistake cannot cost more.']
      : [];
  return [`Stored your key …${fingerprint} for ${providerNames[provider]}, sealed.`, ...left, ...endless, ...remarks];
}
