import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { TzurotError } from '../../src/domain/errors.js';
import { Secret } from '../../src/domain/wallet/secret.js';
import type { SignIn } from '../../src/ports/sign-in.js';

/** The code that is good, and the key that is given for it. */
export const goodCode = 'code-0123456789';
export const freshKey = 'sk-or-v1-fresh-0123456789';

const verifier = new Secret('verifier-0123456789');

/** What every SignIn promises. Run it against each adapter, and against the fake. */
export function signInContract(open: () => SignIn) {
  describe('keeps the SignIn contract', () => {
    it('names a page that knows the way back and the challenge', () => {
      const callback = 'http://127.0.0.1:40001/callback/abc';
      const page = new URL(open().page({ callback, challenge: 'challenge-of-ada' }));
      expect([...page.searchParams.values()]).toEqual(expect.arrayContaining([callback, 'challenge-of-ada']));
    });

    it('gives a key for a good code', async () => {
      const key = await open().redeem({ code: new Secret(goodCode), verifier });
      expect(key.reveal()).toBe(freshKey);
    });

    it('refuses another code, and repeats nothing of it', async () => {
      const code = new Secret('code-of-mallory-9876543210');
      const error: unknown = await open()
        .redeem({ code, verifier })
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(TzurotError);
      expect(error).toMatchObject({ code: 'denied', facts: { failure: 'authentication' } });
      const shown = inspect(error, { depth: 9, showHidden: true });
      for (const secret of [code, verifier]) expect(shown).not.toContain(secret.reveal());
    });
  });
}
