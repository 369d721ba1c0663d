import { TzurotError } from '../errors.js';
import type { Payer } from '../usage/usage.js';

/**
 * Who pays for a request. The demo model and the operator's own endpoint cost nothing; the operator's key pays for the
 * owner of the home and for nobody else.
 */
export function payerFor(provider: string, isOwner: boolean): Payer {
  if (provider === 'built-in' || provider === 'openai-compatible') return 'none';
  if (isOwner) return 'system';
  throw new TzurotError('denied', `Only the owner of this home may speak at the cost of its ${provider} key.`, {
    facts: { provider },
  });
}
