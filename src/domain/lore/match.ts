import type { Key } from './key.js';
import type { Prepared } from './prepared.js';
import { no, yes, type Verdict } from './verdict.js';

export type IsHeard = (key: Key) => boolean;

/** Says whether the keys of an entry call it. One that is always there only minds those its decorators add. */
export function matched(entry: Prepared, isHeard: IsHeard): Verdict {
  const first = entry.keys.find(isHeard);
  if (first === undefined && !entry.entry.constant) return unheard(entry);
  const missing = entry.additional.find(keys => !keys.some(isHeard));
  if (missing !== undefined) return no('no-additional-key', `It also needs ${oneOf(missing)}.`);
  const excluded = entry.excluded.find(isHeard);
  if (excluded !== undefined) return no('excluded', `It stays away from “${excluded.shown}”.`);
  if (first === undefined || entry.entry.constant) return yes('constant', 'It is always there.');
  return bySecondary(entry, first, isHeard);
}

const unheard = ({ keys }: Prepared) =>
  no('no-key', keys.length === 0 ? 'It has no keys.' : 'None of its keys is heard.');

function bySecondary({ entry, secondary }: Prepared, first: Key, isHeard: IsHeard): Verdict {
  const called = `“${first.shown}” is heard`;
  const { logic } = entry.rules;
  if (logic === undefined || secondary.length === 0) return yes('key', `${called}.`);
  const [with_, without] = [secondary.filter(isHeard), secondary.filter(key => !isHeard(key))];
  if (logic === 'any') {
    return with_[0] === undefined
      ? no('secondary', `${called}, and none of ${oneOf(secondary)}.`)
      : yes('key', `${called}, and “${with_[0].shown}”.`);
  }
  if (logic === 'all') {
    return without[0] === undefined
      ? yes('key', `${called}, and all of its other keys.`)
      : no('secondary', `${called}, and “${without[0].shown}” is not.`);
  }
  if (logic === 'not-any') {
    return with_[0] === undefined
      ? yes('key', `${called}, and none of ${oneOf(secondary)}.`)
      : no('secondary', `${called}, but so is “${with_[0].shown}”.`);
  }
  return without.length > 0
    ? yes('key', `${called}, and not all of its other keys.`)
    : no('secondary', `${called}, but so are all of its other keys.`);
}

/** How much of an entry is heard, for those that compete. */
export function scoreOf({ entry, keys, secondary }: Prepared, isHeard: IsHeard): number {
  const main = keys.filter(isHeard).length;
  const other = secondary.filter(isHeard).length;
  const { logic } = entry.rules;
  return main > 0 && (logic === 'any' || logic === 'all') ? main + other : main;
}

const oneOf = (keys: readonly Key[]) => keys.map(({ shown }) => `“${shown}”`).join(', ');
