import type { Listed } from '../../src/domain/catalogue/listing.js';
import type { Micros } from '../../src/domain/time.js';
import type { ModelShelf } from '../../src/ports/model-shelf.js';
import { after } from '../support/builders.js';
import { aModel } from '../support/models.js';

/** Keeps lists in memory. */
export function fakeModelShelf(shipped: Listed = { models: [aModel()], at: after(-1e7) }): ModelShelf {
  const kept: Listed[] = [];
  const failures: Micros[] = [];
  return {
    read: async () => kept.at(-1),
    async put(listed) {
      kept.push(listed);
      failures.length = 0;
    },
    failedAt: async () => failures.at(-1),
    noteFailure: async at => void failures.push(at),
    shipped: async () => shipped,
  };
}
