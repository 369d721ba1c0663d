import type { Secret } from '../domain/wallet/secret.js';

/** A provider at which a person signs in with a browser, and who then gives a key for the code they come back with. */
export interface SignIn {
  /** The page to open. There is no secret in it. */
  page(visit: { readonly callback: string; readonly challenge: string }): string;
  /**
   * Trades a code for a key, once. Throws a TzurotError as a KeyProbe does: `denied` when the code is not good, else
   * `unavailable`; nothing it throws repeats the code, the verifier or the key.
   */
  redeem(visit: { readonly code: Secret; readonly verifier: Secret }): Promise<Secret>;
}
