import type { Secret } from '../../domain/wallet/secret.js';

/** A provider's words, in case they repeat the key they were given. */
export const withoutKey = (text: string, key: Secret | null): string =>
  key === null || key.reveal() === '' ? text : text.replaceAll(key.reveal(), '[key]');

/** Passes on what comes in pieces, without the key. What may become the key is held back until it cannot any more. */
export function keyless(key: Secret | null, show: (piece: string) => void) {
  let held = '';
  const pass = (text: string) => {
    if (text !== '') show(text);
  };
  return {
    add(piece: string): void {
      if (piece === '') return;
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
  const last = text.charCodeAt(text.length - 1);
  for (let length = Math.min(text.length, key.length - 1); length > 0; length--)
    if (key.charCodeAt(length - 1) === last && text.endsWith(key.slice(0, length))) return length;
  return 0;
}

const deepest = 40;

/** The same for a value as it stands in JSON. Undefined where there is no bottom to it. */
export function withoutKeyIn(value: unknown, key: Secret | null, depth = 0): unknown {
  if (typeof value === 'string') return withoutKey(value, key);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > deepest) return undefined;
  if (Array.isArray(value)) return value.map(each => withoutKeyIn(each, key, depth + 1));
  const fields = Object.entries(value);
  return Object.fromEntries(fields.map(([name, each]) => [withoutKey(name, key), withoutKeyIn(each, key, depth + 1)]));
}
