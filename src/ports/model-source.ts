import type { Model } from '../domain/catalogue/model.js';

/**
 * Asks a provider which models it has. What of its answer cannot be read costs nothing else. Throws `unavailable` when
 * there is no answer, a late or a broken one, or one without a single model. Never retries. After it was stopped it
 * throws why it was.
 */
export interface ModelSource {
  all(): Promise<readonly Model[]>;
}
