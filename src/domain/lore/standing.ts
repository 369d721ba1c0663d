import { untimely, type Moment } from './gate.js';
import type { Prepared } from './prepared.js';
import type { Past } from './replay.js';
import { no, yes, type Verdict } from './verdict.js';

/** How an entry stands before anybody listens for its keys. `open`: they decide. */
export type Standing = Verdict | 'open';

export function standingOf(entry: Prepared, moment: Moment, past: Past): Standing {
  return settled(entry, past) ?? resting(past) ?? untimely(entry, moment) ?? 'open';
}

/** What holds in any case. */
function settled({ entry, marks }: Prepared, past: Past): Verdict | undefined {
  if (!entry.enabled) return no('disabled', 'It is switched off.');
  if (entry.content.trim() === '') return no('empty', 'There is no text in it.');
  if (marks.activate) return yes('activate', 'It says that it is always there.');
  if (marks.dontActivate) return no('dont-activate', 'It says that it is never there.');
  if (marks.once && past.wasActive) return no('spent', 'It was there before, and comes only once.');
  if (past.staysFor > 0) return yes('sticky', `It stays for ${lines(past.staysFor)} more.`);
  return marks.keep && past.wasActive ? yes('kept', 'It was there before, and stays.') : undefined;
}

const resting = ({ restsFor }: Past): Verdict | undefined =>
  restsFor > 0 ? no('cooldown', `It rests for ${lines(restsFor)} more.`) : undefined;

/** In which level of recursion an entry is looked at first. 0: at once. */
export const levelOf = ({ entry }: Prepared): number => Number(entry.rules.delayUntilRecursion ?? 0);

const lines = (count: number) => (count === 1 ? '1 line' : `${count} lines`);
