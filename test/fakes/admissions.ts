import type { Admissions } from '../../src/ports/admissions.js';
import { emptyState, type State } from './state.js';

/** Whom it lets in, its state says: what is blocked as `target/id`, and the accounts that are verified. */
export function fakeAdmissions({ blocked, verified }: State = emptyState()): Admissions {
  return {
    async isBlocked({ user, guild, channel }) {
      return [`user/${user}`, `guild/${guild}`, `channel/${channel}`].some(each => blocked.has(each));
    },
    async isVerified(accountId) {
      return verified.has(accountId);
    },
  };
}
