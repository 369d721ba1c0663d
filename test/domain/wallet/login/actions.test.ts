import { createHash } from 'node:crypto';
import { setImmediate as settled } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { listKeys } from '../../../../src/domain/wallet/keys/actions.js';
import { login } from '../../../../src/domain/wallet/login/actions.js';
import { systemHash } from '../../../../src/adapters/system/hash.js';
import { goodCode } from '../../../contracts/sign-in.js';
import { fakeDoorbell } from '../../../fakes/doorbell.js';
import { fakeSignIn } from '../../../fakes/sign-in.js';
import { ada, aWallet, bob } from '../keys/world.js';

/** Somebody who signs in, and the page they are shown. */
async function signingIn(pastes?: string) {
  const ports = { ...(await aWallet()), doorbell: fakeDoorbell(), signIn: fakeSignIn(), hash: systemHash() };
  const leaving = new AbortController();
  const shown = Promise.withResolvers<URL>();
  let callback = '';
  const done = login(ports, ada, {
    show: text => {
      const page = new URL(text);
      callback = page.searchParams.get('callback') ?? '';
      shown.resolve(page);
    },
    pasted: async () => pastes?.replace('CALLBACK', callback),
    signal: leaving.signal,
  });
  done.catch(() => {});
  const { searchParams } = await shown.promise;
  const comeBack = (query: string) => ports.doorbell.visit(`${callback}?${query}`);
  return { ports, done, leaving, comeBack, challenge: searchParams.get('challenge') };
}

describe('signing in', () => {
  it('ends with a key of one’s own', async () => {
    const { ports, done, comeBack } = await signingIn();
    await comeBack(`code=${goodCode}`);
    expect(await done).toMatchObject({
      key: { provider: 'openrouter', fingerprint: '6789' },
      proof: { proves: 'key' },
    });
    expect(await listKeys(ports, ada)).toHaveLength(1);
    expect(await listKeys(ports, bob)).toEqual([]);
  });

  it('shows the hash of the verifier, and keeps the verifier', async () => {
    const { ports, done, comeBack, challenge } = await signingIn();
    await comeBack(`code=${goodCode}`);
    await done;
    const [{ verifier = '' } = {}] = ports.signIn.traded;
    expect(verifier).toMatch(/^[\w-]{43,128}$/);
    expect(challenge).toBe(createHash('sha256').update(verifier).digest('base64url'));
  });

  it('has another way back, and another verifier, each time', async () => {
    const [one, two] = [await signingIn(), await signingIn()];
    expect(one.ports.doorbell.standing[0]).toMatch(/\/callback\/[\w-]{22}$/);
    one.leaving.abort();
    two.leaving.abort();
  });

  it('hides code, verifier and key, and lets go of them', async () => {
    const { ports, done, comeBack } = await signingIn();
    await comeBack(`code=${goodCode}`);
    await done;
    const [{ verifier = '' } = {}] = ports.signIn.traded;
    expect(ports.hiding.hidden).toEqual(expect.arrayContaining([goodCode, verifier, 'sk-or-v1-fresh-0123456789']));
    expect(ports.hiding.inUse).toEqual([]);
  });

  it('can be told by pasting where one was sent to', async () => {
    const { done } = await signingIn(`CALLBACK?code=${goodCode}`);
    expect(await done).toMatchObject({ key: { provider: 'openrouter' } });
  });

  it('can be told by pasting the code alone', async () => {
    const { done } = await signingIn(`  ${goodCode}\n`);
    expect(await done).toMatchObject({ key: { provider: 'openrouter' } });
  });

  it.each([
    ['another sign-in', `http://127.0.0.1:40001/callback/forged?code=${goodCode}`],
    ['another place', `https://evil.example/?code=${goodCode}`],
    ['another port', `http://127.0.0.1:1/callback/forged?code=${goodCode}`],
  ])('refuses a pasted address that is of %s', async (_, pasted) => {
    const { ports, done } = await signingIn(pasted);
    await expect(done).rejects.toMatchObject({ code: 'invalid', try: 'login openrouter' });
    expect(ports.signIn.traded).toEqual([]);
  });

  it('waits for the browser when nothing is pasted', async () => {
    const { done, comeBack } = await signingIn('\n');
    await settled();
    await comeBack(`code=${goodCode}`);
    expect(await done).toMatchObject({ key: { provider: 'openrouter' } });
  });

  it.each(['error=access_denied', 'code=', 'code=%3Cscript%3E', ''])(
    'stores nothing when one comes back with “%s”',
    async query => {
      const { ports, done, comeBack } = await signingIn();
      await comeBack(query);
      await expect(done).rejects.toMatchObject({ code: 'denied' });
      expect(await listKeys(ports, ada)).toEqual([]);
    },
  );

  it('stores nothing when the code is not good', async () => {
    const { ports, done, comeBack } = await signingIn();
    await comeBack('code=somebody-elses-code');
    await expect(done).rejects.toMatchObject({ code: 'denied' });
    expect(await listKeys(ports, ada)).toEqual([]);
  });

  it('keeps a fresh key though nothing can be learnt about it', async () => {
    const { ports, done, comeBack } = await signingIn();
    ports.keyProbe.stands('has trouble');
    await comeBack(`code=${goodCode}`);
    expect(await done).toMatchObject({ proof: null, remarks: [expect.stringContaining('could not be asked')] });
    expect(await listKeys(ports, ada)).toHaveLength(1);
  });

  it('keeps no fresh key that is refused at once', async () => {
    const { ports, done, comeBack } = await signingIn();
    ports.keyProbe.stands('refuses it');
    await comeBack(`code=${goodCode}`);
    await expect(done).rejects.toMatchObject({ code: 'denied' });
    expect(await listKeys(ports, ada)).toEqual([]);
  });

  it('ends after ten minutes', async () => {
    const { ports, done } = await signingIn();
    await ports.clock.advance(10 * 60 * 1000);
    await expect(done).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('ten minutes') });
  });

  it('ends when one leaves', async () => {
    const { done, leaving } = await signingIn();
    leaving.abort(new Error('Bye.'));
    await expect(done).rejects.toThrow('Bye.');
  });

  it('leaves no door open, however it ends', async () => {
    const ends = [
      async ({ comeBack }: Awaited<ReturnType<typeof signingIn>>) => comeBack(`code=${goodCode}`),
      async ({ comeBack }: Awaited<ReturnType<typeof signingIn>>) => comeBack('error=access_denied'),
      async ({ leaving }: Awaited<ReturnType<typeof signingIn>>) => leaving.abort(),
    ];
    for (const end of ends) {
      const visit = await signingIn();
      expect(visit.ports.doorbell.standing).toHaveLength(1);
      await end(visit);
      await visit.done.catch(() => {});
      expect(visit.ports.doorbell.standing).toEqual([]);
    }
  });
});
