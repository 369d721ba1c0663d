import { shortened } from './shorten.js';

const mostValues = 2000;
const longestText = 8000;
const longestWhole = 64_000;

/** How much of a value may still be shown. */
export type Budget = {
  /** Takes room for one more value. False when there is none left. */
  takes(): boolean;
  /** As much of a text as there is room for. */
  fit(text: string): string;
};

export function freshBudget(): Budget {
  let values = 0;
  let characters = 0;
  return {
    takes() {
      values += 1;
      return values <= mostValues;
    },
    fit(text) {
      const kept = shortened(text, Math.min(longestText, Math.max(0, longestWhole - characters)));
      characters += kept.length;
      return kept;
    },
  };
}
