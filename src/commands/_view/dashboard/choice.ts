import { periods, type Period } from '../../../domain/usage/period.js';
import type { Grouping } from '../../../domain/usage/usage.js';

/** What a person chose to look at. */
export type Choice = { readonly period: Period; readonly by: Grouping };

/** How the dashboard stands. */
export type Stand = {
  readonly choice: Choice;
  readonly isPaused: boolean;
  readonly showsHelp: boolean;
};

/** What was typed: a character, or the name of a key. */
export type Stroke = string;

const byLetter: Readonly<Record<string, Period>> = { d: 'day', w: 'week', m: 'month', a: 'all' };

/** What comes of a key. Undefined: the person leaves. */
export function press(stand: Stand, stroke: Stroke, groupings: readonly Grouping[]): Stand | undefined {
  const { choice, isPaused, showsHelp } = stand;
  const choose = (other: Partial<Choice>): Stand => ({ ...stand, choice: { ...choice, ...other } });
  const period = Object.hasOwn(byLetter, stroke) ? byLetter[stroke] : undefined;
  if (period !== undefined) return period === choice.period ? stand : choose({ period });
  switch (stroke) {
    case 'left':
      return choose({ period: next(periods, choice.period, -1) });
    case 'right':
      return choose({ period: next(periods, choice.period, 1) });
    case 'g':
    case 'tab':
      return choose({ by: next(groupings, choice.by, 1) });
    case 'shift-tab':
      return choose({ by: next(groupings, choice.by, -1) });
    case 'p':
    case ' ':
      return { ...stand, isPaused: !isPaused };
    case '?':
    case 'h':
      return { ...stand, showsHelp: !showsHelp };
    case 'escape':
      return showsHelp ? { ...stand, showsHelp: false } : undefined;
    case 'q':
      return undefined;
    default:
      return stand;
  }
}

/** The one after or before, and round again. */
function next<T>(all: readonly T[], current: T, step: 1 | -1): T {
  const index = all.indexOf(current);
  return all[(index + step + all.length) % all.length] ?? current;
}
