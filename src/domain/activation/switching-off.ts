import type { Activation } from './activation.js';
import { activeIn, type Place } from './here.js';

/** What has to change so that one of those who speak in a place uncalled does so no longer, and nothing else changes. */
export type SwitchingOff = {
  /** Whether it was activated in this very place. */
  readonly removes: boolean;
  /** Who spoke here because of the place around it, and has to be activated here now to go on. */
  readonly adds: readonly string[];
  /** Whether nobody is left, although somebody speaks in the place around it. */
  readonly silences: boolean;
};

/** Undefined where it does not speak uncalled. */
export function switchingOff(
  slug: string,
  place: Place,
  activations: readonly Activation[],
  silenced: ReadonlySet<string>,
): SwitchingOff | undefined {
  const active = activeIn(place, activations, silenced);
  if (!active.includes(slug)) return undefined;
  const isIt = (each: Activation) => each.channelId === place.channelId && each.slug === slug;
  const removes = activations.some(isIt);
  const without = activations.filter(each => !isIt(each));
  const wanted = active.filter(each => each !== slug);
  const left = activeIn(place, without, silenced);
  const isDone = left.length === wanted.length && left.every((each, index) => each === wanted[index]);
  return { removes, adds: isDone ? [] : wanted, silences: !isDone && wanted.length === 0 };
}
