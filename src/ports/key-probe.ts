import type { Provider } from '../domain/wallet/key.js';
import type { Proof } from '../domain/wallet/proof.js';
import type { Secret } from '../domain/wallet/secret.js';

/**
 * Asks a provider whether it takes a key, at no cost. Throws a TzurotError whose facts name the `failure` as an
 * LlmFailure when it does not, or when nobody could be asked; nothing it throws repeats the key.
 */
export interface KeyProbe {
  prove(provider: Provider, key: Secret): Promise<Proof>;
}
