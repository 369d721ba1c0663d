import type { Micros } from '../../src/domain/time.js';
import type { Notices } from '../../src/ports/notices.js';
import { demand, emptyState, type State } from './state.js';

export function fakeNotices(state: State = emptyState()): Notices {
  const told = new Map<string, Micros>();
  return {
    async claim(userId, kind, subject, windowMicros, now) {
      demand(state, { userId });
      const name = [userId, kind, subject].join('\0');
      const at = told.get(name);
      if (at !== undefined && at <= now && now - at < windowMicros) return false;
      told.set(name, now);
      return true;
    },
  };
}
