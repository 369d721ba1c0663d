import { TzurotError } from '../../src/domain/errors.js';
import type { Activation } from '../../src/domain/activation/activation.js';
import type { Activations } from '../../src/ports/activations.js';
import { emptyState, type State } from './state.js';

export function fakeActivations(state: State = emptyState()): Activations {
  const { activations, personalities, silenced } = state;
  const idOf = (slug: string) => [...personalities.values()].find(personality => personality.slug === slug)?.id;

  const all = (): Activation[] =>
    [...activations.values()]
      .map(({ personalityId, activation }) => ({ ...activation, slug: personalities.get(personalityId)?.slug ?? '' }))
      .toSorted((a, b) => (a.channelId === b.channelId ? a.slot - b.slot : a.channelId < b.channelId ? -1 : 1));

  return {
    async of(channelIds) {
      return all().filter(({ channelId }) => channelIds.includes(channelId));
    },
    async all() {
      return all();
    },
    async add({ channelId, slug, activatedBy }) {
      const personalityId = idOf(slug);
      if (personalityId === undefined) throw new TzurotError('not_found', 'There is no such personality.');
      silenced.delete(channelId);
      const key = `${channelId}/${personalityId}`;
      if (activations.has(key)) return false;
      const slots = all().flatMap(other => (other.channelId === channelId ? [other.slot] : []));
      const slot = Math.max(-1, ...slots) + 1;
      activations.set(key, { personalityId, activation: { channelId, slot, activatedBy } });
      return true;
    },
    async remove(channelId, slug) {
      return activations.delete(`${channelId}/${idOf(slug)}`);
    },
    async silenced(channelIds) {
      return new Set(channelIds.filter(id => silenced.has(id)));
    },
    async silence(channelId, isSilent) {
      if (isSilent) silenced.add(channelId);
      else silenced.delete(channelId);
    },
  };
}
