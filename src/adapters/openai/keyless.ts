import type { Secret } from '../../domain/wallet/secret.js';

/** A provider's words, in case they repeat the key they were given. */
export const withoutKey = (text: string, key: Secret | null): string =>
  key === null ? text : text.replaceAll(key.reveal(), '[key]');

/** Passes on what comes in pieces, without the key. What may become the key is held back until it cannot any more. */
export function keyless(key: Secret | null, show: (piece: string) => void) {
  let held = '';
  const pass = (text: string) => {
    if (text !== '') show(text);
  };
  return {
    add(piece: string): void {
      const text = withoutKey(held + piece, key);
      const safe = text.length - beginningAtEnd(text, key?.reveal() ?? '');
      held = text.slice(safe);
      pass(text.slice(0, safe));
    },
    end: (): void => pass(held),
  };
}

/** How much of the end of a text is how the key begins. */
function beginningAtEnd(text: string, key: string): number {
  const lengths = Array.from({ length: Math.min(text.length + 1, key.length) }, (_, index) => index);
  return lengths.findLast(length => text.endsWith(key.slice(0, length))) ?? 0;
}
