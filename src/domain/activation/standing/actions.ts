import type { Activations } from '../../../ports/activations.js';
import { activeIn, type Place } from '../here.js';

type StandingPorts = { readonly activations: Pick<Activations, 'of' | 'silenced'> };

/** What was decided about a place, and about the one around it. */
export async function decidedAround({ activations }: StandingPorts, { channelId, parentId }: Place) {
  const places = [channelId, ...(parentId === null ? [] : [parentId])];
  return { activations: await activations.of(places), silenced: await activations.silenced(places) };
}

/** Who speaks in a place without being called. */
export async function activatedIn(ports: StandingPorts, place: Place): Promise<string[]> {
  const { activations, silenced } = await decidedAround(ports, place);
  return activeIn(place, activations, silenced);
}
