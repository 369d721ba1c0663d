import { useApp, useInput, useWindowSize, type Key } from 'ink';
import { useEffect, useState } from 'react';
import { TzurotError } from '../../../domain/errors.js';
import { harmless } from '../../../domain/text/harmless.js';
import type { Overview } from '../../../domain/usage/report/overview.js';
import type { Grouping } from '../../../domain/usage/usage.js';
import { press, type Choice, type Stand, type Stroke } from './choice.js';
import { keepLooking } from './look.js';
import { Screen } from './screen.js';
import { tintFor } from './tint.js';

/** What is watched, and how to get at it. */
export type Watched = {
  /** Whose figures these are, in words. */
  readonly whose: string;
  readonly program: string;
  readonly groupings: readonly Grouping[];
  readonly inColour: boolean;
  load(choice: Choice): Promise<Overview>;
  /** Asks the whole program to end. */
  interrupt(): void;
};

export type Seen = { readonly overview: Overview; readonly choice: Choice; readonly trouble?: string };

/** Looks at the store once a second, listens to the keyboard, and shows what there is. */
export function Dashboard({ watched, first }: { readonly watched: Watched; readonly first: Seen }) {
  const { exit } = useApp();
  const { columns, rows } = useWindowSize();
  const stand = useKeyboard(watched, first.choice);
  const seen = useLooking(watched, first, stand);
  useEffect(() => void (stand === undefined && exit()), [stand, exit]);
  if (stand === undefined) return null;
  return (
    <Screen
      overview={seen.overview}
      stand={{ ...stand, choice: seen.choice }}
      whose={watched.whose}
      showsPeople={watched.groupings.includes('user')}
      program={watched.program}
      trouble={seen.trouble}
      glass={{ columns, rows, tint: tintFor(watched.inColour) }}
    />
  );
}

/** How the dashboard stands after all that was typed. Undefined once the person has left. */
function useKeyboard({ groupings, interrupt }: Watched, choice: Choice): Stand | undefined {
  const [stand, setStand] = useState<Stand | undefined>({ choice, isPaused: false, showsHelp: false });
  useInput((input, key) => {
    if (key.ctrl && input === 'c') return interrupt();
    setStand(before => strokesOf(input, key).reduce((now, stroke) => now && press(now, stroke, groupings), before));
  });
  return stand;
}

const named = ['leftArrow', 'rightArrow', 'escape'] as const satisfies readonly (keyof Key)[];
const names = { leftArrow: 'left', rightArrow: 'right', escape: 'escape' } as const;

/** What came at once may be many characters. */
function strokesOf(input: string, key: Key): Stroke[] {
  if (key.tab) return [key.shift ? 'shift-tab' : 'tab'];
  const name = named.find(each => key[each]);
  if (name !== undefined) return [names[name]];
  return key.ctrl || key.meta ? [] : [...input];
}

/** The latest that was seen of what the person chose. */
function useLooking(watched: Watched, first: Seen, stand: Stand | undefined): Seen {
  const { exit } = useApp();
  const [seen, setSeen] = useState(first);
  const choice = stand?.choice;
  const isPaused = stand?.isPaused ?? true;
  useEffect(() => {
    if (choice === undefined) return undefined;
    const left = new AbortController();
    const look = {
      load: () => lookedAt(watched, choice),
      show: setSeen,
      isFresh: seen.choice === choice,
      isPaused,
      signal: left.signal,
    };
    keepLooking(look).catch(error => left.signal.aborted || exit(asError(error)));
    return () => left.abort();
  }, [choice, isPaused]);
  return seen;
}

const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)));

/** What is to be shown after a look. What was foreseen to fail leaves the figures standing, and says so. */
async function lookedAt(watched: Watched, choice: Choice): Promise<(before: Seen) => Seen> {
  try {
    const overview = await watched.load(choice);
    return () => ({ overview, choice });
  } catch (error) {
    if (!(error instanceof TzurotError)) throw error;
    const trouble = `${harmless(error.message)} Trying again.`;
    return before => ({ ...before, trouble });
  }
}
