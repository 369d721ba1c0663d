import { TzurotError } from '../../src/domain/errors.js';
import { Secret } from '../../src/domain/wallet/secret.js';
import type { SignIn } from '../../src/ports/sign-in.js';
import { freshKey, goodCode } from '../contracts/sign-in.js';

export type FakeSignIn = SignIn & { readonly traded: readonly { readonly code: string; readonly verifier: string }[] };

/** Gives this key for the one good code. */
export function fakeSignIn(key = freshKey): FakeSignIn {
  const traded: { code: string; verifier: string }[] = [];
  return {
    traded,
    page: ({ callback, challenge }) =>
      `https://openrouter.example/auth?${new URLSearchParams({ callback, challenge }).toString()}`,
    async redeem({ code, verifier }) {
      traded.push({ code: code.reveal(), verifier: verifier.reveal() });
      if (code.reveal() === goodCode) return new Secret(key);
      throw new TzurotError('denied', 'The code is not good.', { facts: { failure: 'authentication' } });
    },
  };
}
