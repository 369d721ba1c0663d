import { TzurotError } from '../../domain/errors.js';
import { addressBelow } from '../../domain/text/address.js';
import { accepted, answerOf, understood } from '../../domain/wallet/keys/asking.js';
import { Secret } from '../../domain/wallet/secret.js';
import type { Egress } from '../../ports/egress.js';
import type { SignIn } from '../../ports/sign-in.js';
import { openRouter } from './key-probe.js';
import { exchangeSchema } from './wire.js';

const deadlineMs = 20_000;
const longestAnswerBytes = 64 * 1024;
const method = 'S256';
const asked = { ...openRouter, set: 'login openrouter' };

/** Signing in at OpenRouter, as its documentation on PKCE has it. */
export const openRouterSignIn = (egress: Egress, url: string): SignIn => ({
  page({ callback, challenge }) {
    const page = new URL('/auth', url);
    page.search = new URLSearchParams({
      callback_url: callback,
      code_challenge: challenge,
      code_challenge_method: method,
      key_label: 'tzurot',
    }).toString();
    return page.href;
  },

  async redeem({ code, verifier }) {
    const answer = await answerOf(asked, () =>
      egress.request({
        url: addressBelow(url, 'auth/keys'),
        trust: 'operator',
        method: 'POST',
        headers: { accept: 'application/json', 'content-type': 'application/json' },
        body: JSON.stringify({ code: code.reveal(), code_verifier: verifier.reveal(), code_challenge_method: method }),
        deadlineMs,
        maxBytes: longestAnswerBytes,
      }),
    );
    if (isRefusedCode(answer.status)) throw refusedCode(answer.status);
    return new Secret(understood(asked, accepted(asked, answer), exchangeSchema).key);
  },
});

/** What is said to a code that is not, or no longer, good, or that belongs to another sign-in. */
const isRefusedCode = (status: number) => [400, 401, 403, 404, 410, 422].includes(status);

const refusedCode = (status: number) =>
  new TzurotError('denied', `OpenRouter did not take the code of this sign-in (${status}). It may be too old.`, {
    facts: { failure: 'authentication', status },
    try: 'login openrouter',
  });
