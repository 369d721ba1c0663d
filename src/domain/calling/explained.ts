import { knowing, type TzurotError } from '../errors.js';
import type { Payer } from '../usage/usage.js';
import { providerNames } from '../wallet/key.js';
import type { Host, Wanted } from '../wallet/billing/identity.js';
import type { Attempt } from './attempt.js';
import type { Failure } from './failure.js';
import { inWords } from './in-words.js';

type Of = { readonly model: Wanted; readonly payer: Payer; readonly attempts: number };

type Explained = { readonly error: TzurotError; readonly operator: string };

/**
 * A failure as it is told: to the person in the sentence, to the operator in the facts, and what the provider made of it
 * beside. What came of looking into a person's own key was told in its own words already.
 */
export function explained(failure: Failure, error: TzurotError, { model, payer, attempts }: Of): Explained {
  const { status, retryAfterMs, sent, usedUp, dataPolicy, unrouted } = error.facts ?? {};
  const { person, operator } = inWords(failure, {
    provider: nameOf(model.host),
    model: model.id,
    payer,
    attempts,
    status: typeof status === 'number' ? status : undefined,
    wasSent: sent !== false,
    isUsedUp: usedUp === true,
    unmet: dataPolicy === true ? 'data-policy' : unrouted === true ? 'routing' : undefined,
    retryAfterMs: typeof retryAfterMs === 'number' ? retryAfterMs : undefined,
  });
  const isTold = failure === 'authentication' && payer === 'own';
  const facts = { operator, payer };
  const told = isTold ? knowing(error, facts) : knowing(error, { ...facts, said: error.message }, person);
  return { error: told, operator };
}

/** The same error, with what was tried before it was thrown. */
export const withAttempts = (error: TzurotError, attempts: readonly Attempt[]): TzurotError =>
  knowing(error, { attempts });

const nameOf = (host: Host): string => (host === 'built-in' ? 'the demo model' : providerNames[host]);
