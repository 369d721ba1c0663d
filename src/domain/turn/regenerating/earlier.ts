import type { Line } from '../../conversation/line.js';

/** The two lines that an answer left: what was answered, and the answer. */
export type Exchange = { readonly heardId: string; readonly saidId: string };

export type Lines = { readonly lines: Line[]; readonly older: number };

/**
 * What stood in a conversation before an answer was given, without what it answers. Undefined where the answer is not among
 * these lines.
 */
export function before({ heardId, saidId }: Exchange, { lines, older }: Lines, newest: number): Lines | undefined {
  const at = lines.findIndex(({ id }) => id === saidId);
  if (at < 0) return undefined;
  const earlier = lines.slice(0, at).filter(({ id }) => id !== heardId);
  const kept = earlier.slice(Math.max(0, earlier.length - newest));
  return { lines: kept, older: older + earlier.length - kept.length };
}
