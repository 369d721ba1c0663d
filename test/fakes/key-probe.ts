import { TzurotError } from '../../src/domain/errors.js';
import type { Provider } from '../../src/domain/wallet/key.js';
import type { Proof } from '../../src/domain/wallet/proof.js';
import type { KeyProbe } from '../../src/ports/key-probe.js';
import type { Standing } from '../contracts/key-probe.js';

export type FakeKeyProbe = KeyProbe & {
  /** What it was asked, in order. */
  readonly asked: readonly { readonly provider: Provider; readonly key: string }[];
  /** From now on. */
  stands(standing: Standing): void;
};

export const aProof = (fields: Partial<Proof> = {}): Proof => ({
  provider: 'openrouter',
  proves: fields.provider === 'openai-compatible' ? 'endpoint' : 'key',
  limits: null,
  remarks: [],
  ...fields,
});

const refusals = {
  'refuses it': { code: 'denied', failure: 'authentication' },
  'has trouble': { code: 'unavailable', failure: 'overloaded' },
  'is not there': { code: 'unavailable', failure: 'network' },
} as const;

/** A provider of whom it is known how things stand. It takes every key until it is told otherwise. */
export function fakeKeyProbe(first: Standing = 'takes it', said: Partial<Proof> = {}): FakeKeyProbe {
  const asked: { provider: Provider; key: string }[] = [];
  let standing = first;
  return {
    asked,
    stands: next => void (standing = next),
    async prove(provider, key) {
      asked.push({ provider, key: key.reveal() });
      if (standing === 'takes it') return aProof({ provider, ...said });
      const { code, failure } = refusals[standing];
      throw new TzurotError(code, `The provider ${standing}.`, { facts: { failure } });
    },
  };
}
