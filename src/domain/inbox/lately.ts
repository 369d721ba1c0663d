import { microsPerSecond, type Micros } from '../time.js';

/** Within this time the same words of the same person to the same personality are one question. */
const repeatWithin: Micros = 5 * microsPerSecond;

const mostKept = 10_000;

/** What was asked a moment ago, so that it is not answered twice. */
export type Lately = {
  /** Whether the same was asked within the last seconds. If not, it counts as asked now. */
  isRepeat(question: readonly string[], at: Micros): boolean;
};

export function lately(): Lately {
  const asked = new Map<string, Micros>();
  return {
    isRepeat(question, at) {
      const key = JSON.stringify(question);
      const before = asked.get(key);
      if (before !== undefined && Math.abs(at - before) < repeatWithin) return true;
      asked.delete(key);
      asked.set(key, at);
      for (const [oldest, when] of asked) {
        if (asked.size <= mostKept && at - when < repeatWithin) break;
        asked.delete(oldest);
      }
      return false;
    },
  };
}
