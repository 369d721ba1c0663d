import type { Said } from '../inbox/said.js';
import { microsPerSecond, type Micros } from '../time.js';
import { bounded } from '../bounded.js';
import type { Original } from './matching.js';

/** What people said just now, as long as a proxy bot may still copy it. */
export type Originals = {
  add(said: Said): void;
  all(): Original[];
  find(id: string): Original | undefined;
  /** As it reached us. */
  said(id: string): Said | undefined;
  erased(id: string): void;
  /** This is its copy, and no other. */
  claim(id: string, copyId: string): void;
  /** This may be its copy. */
  guess(id: string, copyId: string): void;
};

const kept: Micros = 30 * microsPerSecond;
const mostOriginals = 2_000;

export function recentOriginals(now: () => Micros): Originals {
  const held = bounded<string, { readonly original: Original; readonly said: Said }>(mostOriginals);
  const change = (id: string, what: Partial<Original>) => {
    const known = held.get(id);
    if (known !== undefined) held.set(id, { ...known, original: { ...known.original, ...what } });
  };
  const forget = () => {
    for (const { original } of held.values()) if (now() - original.heardAt > kept) held.delete(original.id);
  };
  return {
    add(said) {
      forget();
      if (held.has(said.id)) return;
      const { id, channelId, text, author } = said;
      const original = {
        id,
        channelId,
        text,
        accountId: author.accountId,
        heardAt: now(),
        erasedAt: null,
        copyId: null,
        guessId: null,
      };
      held.set(id, { original, said });
    },
    all: () => [...held.values()].map(({ original }) => original),
    find: id => held.get(id)?.original,
    said: id => held.get(id)?.said,
    erased: id => change(id, { erasedAt: now() }),
    claim: (id, copyId) => change(id, { copyId }),
    guess: (id, guessId) => change(id, { guessId }),
  };
}
