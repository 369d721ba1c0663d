import { expect, it } from 'vitest';
import { Secret } from '../../src/domain/wallet/secret.js';
import { goodCode, signInContract } from '../contracts/sign-in.js';
import { fakeSignIn } from './sign-in.js';

signInContract(fakeSignIn);

it('knows what was traded', async () => {
  const signIn = fakeSignIn();
  await signIn.redeem({ code: new Secret(goodCode), verifier: new Secret('mine') });
  expect(signIn.traded).toEqual([{ code: goodCode, verifier: 'mine' }]);
});
