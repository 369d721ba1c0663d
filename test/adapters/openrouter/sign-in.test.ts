import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { openRouterSignIn } from '../../../src/adapters/openrouter/sign-in.js';
import { Secret } from '../../../src/domain/wallet/secret.js';
import { freshKey, goodCode, signInContract } from '../../contracts/sign-in.js';
import { fakeEgress, type Arrival, type Reply } from '../../fakes/egress.js';

const base = 'https://openrouter.ai/api/v1';
const visit = { code: new Secret('code-of-ada-0123456789'), verifier: new Secret('verifier-of-ada-0123456789') };

signInContract(() => {
  const trades = ({ body }: Arrival): Reply =>
    JSON.parse(body).code === goodCode
      ? { body: JSON.stringify({ key: freshKey }) }
      : { status: 400, body: JSON.stringify({ error: { message: body } }) };
  return openRouterSignIn(fakeEgress({ [`${base}/auth/keys`]: trades }), base);
});

const at = (reply: Reply) => {
  const egress = fakeEgress({ [`${base}/auth/keys`]: reply });
  return { egress, signIn: openRouterSignIn(egress, base) };
};

describe('the page to sign in at', () => {
  const { signIn } = at('hang-up');
  const callback = 'http://127.0.0.1:40001/callback/abc';
  const page = new URL(signIn.page({ callback, challenge: 'challenge-of-ada' }));

  it('is where OpenRouter is', () => {
    expect(page.origin + page.pathname).toBe('https://openrouter.ai/auth');
  });

  it('knows the way back, and the challenge, and nothing that opens anything', () => {
    expect(Object.fromEntries(page.searchParams)).toEqual({
      callback_url: callback,
      code_challenge: 'challenge-of-ada',
      code_challenge_method: 'S256',
      key_label: 'tzurot',
    });
  });
});

describe('the code of a sign-in', () => {
  it('is traded for a key, together with the verifier', async () => {
    const { egress, signIn } = at({ body: '{"key":"sk-or-v1-of-ada-0123456789","user_id":"ada"}' });
    expect((await signIn.redeem(visit)).reveal()).toBe('sk-or-v1-of-ada-0123456789');
    expect(egress.arrived).toMatchObject([{ method: 'POST', url: `${base}/auth/keys` }]);
    expect(JSON.parse(egress.arrived[0]?.body ?? '')).toEqual({
      code: 'code-of-ada-0123456789',
      code_verifier: 'verifier-of-ada-0123456789',
      code_challenge_method: 'S256',
    });
  });

  it.each([400, 403, 404])('is refused with a word on what to do (%i)', async status => {
    const { signIn } = at({ status, body: JSON.stringify(visit.code.reveal()) });
    await expect(signIn.redeem(visit)).rejects.toMatchObject({
      code: 'denied',
      message: expect.stringContaining('did not take the code'),
      try: 'login openrouter',
    });
  });

  it.each([
    [{ status: 503 }, 'overloaded'],
    [{ status: 307, headers: { location: 'https://evil.example/' } }, 'bad-request'],
    [{ body: '{"kay":1}' }, 'bad-request'],
    ['hang-up', 'network'],
  ] as const)('is not traded when the answer is %j', async (reply, failure) => {
    const { egress, signIn } = at(reply);
    await expect(signIn.redeem(visit)).rejects.toMatchObject({ code: 'unavailable', facts: { failure } });
    expect(egress.arrived).toHaveLength(1);
  });

  it.each([400, 500, 200])('is not repeated, though the answer with status %i repeats it', async status => {
    const echo = JSON.stringify({ error: [visit.code.reveal(), visit.verifier.reveal()] });
    const error: unknown = await at({ status, body: echo })
      .signIn.redeem(visit)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('of-ada-0123456789');
  });
});
