import type { Activation } from './activation.js';

/** A place, and the one around it, where it is a thread or a post. */
export type Place = { readonly channelId: string; readonly parentId: string | null };

/**
 * Who speaks in a place without being called, in the order of their slots. A thread has what its channel has unless it has
 * something of its own, and where it was silenced nobody speaks.
 */
export function activeIn(
  { channelId, parentId }: Place,
  activations: readonly Activation[],
  silenced: ReadonlySet<string>,
): string[] {
  if (silenced.has(channelId)) return [];
  const own = slugsOf(channelId, activations);
  if (own.length > 0 || parentId === null || silenced.has(parentId)) return own;
  return slugsOf(parentId, activations);
}

const slugsOf = (channelId: string, activations: readonly Activation[]): string[] =>
  activations
    .filter(activation => activation.channelId === channelId)
    .toSorted((a, b) => a.slot - b.slot)
    .map(({ slug }) => slug);
