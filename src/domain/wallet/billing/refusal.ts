import { TzurotError } from '../../errors.js';
import { providerNames } from '../key.js';
import type { Host, Refusal } from './identity.js';

/** Whoever may not be paid for, in words that say what to do. `facts.billing` tells programs which of them it was. */
export function inWords({ refused }: Refusal, host: Host, model: string): TzurotError {
  const provider = host === 'built-in' ? 'the demo model' : providerNames[host];
  const facts = { billing: refused };
  const set = { facts, try: `wallet set ${host}` };
  if (refused === 'owner-only')
    return new TzurotError('denied', 'The model of this home answers its owner alone.', { facts });
  if (refused === 'key-refused')
    return new TzurotError('denied', `Your ${provider} key was refused by ${provider}, and is off. Set your key again.`, set); // prettier-ignore
  if (refused === 'not-free')
    return new TzurotError('denied', `Guests speak with free models here, and ${model} is not free. Bring a key of your own.`, set); // prettier-ignore
  return new TzurotError('denied', `Nobody pays for you here. Bring a key of your own for ${provider}.`, set);
}
