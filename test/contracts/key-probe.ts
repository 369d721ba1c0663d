import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { TzurotError } from '../../src/domain/errors.js';
import type { Provider } from '../../src/domain/wallet/key.js';
import { Secret } from '../../src/domain/wallet/secret.js';
import type { KeyProbe } from '../../src/ports/key-probe.js';

/** How things stand at the provider. */
export type Standing = 'takes it' | 'refuses it' | 'has trouble' | 'is not there';

export type OpenKeyProbe = (standing: Standing) => Pick<KeyProbe, 'prove'>;

const key = new Secret('sk-contract-0123456789abcdef');

const thrown = async (probe: Pick<KeyProbe, 'prove'>, provider: Provider): Promise<unknown> =>
  probe.prove(provider, key).then(
    () => undefined,
    (error: unknown) => error,
  );

/** What every KeyProbe promises of a provider. Run it against each adapter, and against the fake. */
export function keyProbeContract(provider: Provider, open: OpenKeyProbe) {
  describe(`keeps the KeyProbe contract for ${provider}`, () => {
    it('says what is known of a key that is taken', async () => {
      expect(await open('takes it').prove(provider, key)).toMatchObject({
        provider,
        proves: provider === 'openai-compatible' ? 'endpoint' : 'key',
        remarks: expect.any(Array),
      });
    });

    it.each([
      ['refuses it', 'denied', 'authentication'],
      ['has trouble', 'unavailable', 'overloaded'],
      ['is not there', 'unavailable', 'network'],
    ] as const)('tells that the provider %s', async (standing, code, failure) => {
      const error = await thrown(open(standing), provider);
      expect(error).toBeInstanceOf(TzurotError);
      expect(error).toMatchObject({ code, facts: { failure } });
    });

    it.each(['refuses it', 'has trouble', 'is not there'] as const)(
      'does not repeat the key when the provider %s',
      async standing => {
        const error = await thrown(open(standing), provider);
        expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(key.reveal());
      },
    );
  });
}
