import type { Description, Descriptions } from '../../src/ports/descriptions.js';
import { demand, emptyState, type State } from './state.js';

export function fakeDescriptions(state: State = emptyState()): Descriptions {
  const kept = new Map<string, Description>();
  const nameOf = (userId: string, sha256: string) => `${userId} ${sha256}`;
  return {
    find: async (userId, sha256) => kept.get(nameOf(userId, sha256)),
    async put(userId, description) {
      demand(state, { userId });
      kept.set(nameOf(userId, description.sha256), description);
    },
  };
}
