import type { Clock } from '../../ports/clock.js';
import type { Hash } from '../../ports/hash.js';
import type { Memories } from '../../ports/memories.js';
import type { Personalities } from '../../ports/personalities.js';
import { derivedId } from '../id.js';
import type { Personality } from '../personality/personality.js';
import type { DemoPersonality } from './demo.js';

export type DemoPorts = {
  readonly personalities: Personalities;
  readonly memories: Memories;
  readonly clock: Clock;
  readonly hash: Hash;
};

/** Brings the demo personality into a home, or brings the one that is there up to date. */
export async function moveIn(ports: DemoPorts, ownerId: string, demo: DemoPersonality): Promise<Personality> {
  const { slug, aliases, sketch, lore } = demo;
  const now = ports.clock.now();
  const known = await ports.personalities.find(slug);
  const id = known?.id ?? derivedId(ports.hash.sha256, 'demo', slug);
  const personality: Personality = {
    ...sketch,
    id,
    slug,
    aliases,
    avatar: known?.avatar ?? null,
    source: known?.source ?? null,
    ownerId: known?.ownerId ?? ownerId,
    createdAt: known?.createdAt ?? now,
    updatedAt: now,
  };
  await (known === undefined ? ports.personalities.create(personality) : ports.personalities.update(personality));
  const entries = lore.map((entry, order) => ({
    ...entry,
    order,
    id: derivedId(ports.hash.sha256, 'demo', slug, entry.title),
    personalityId: id,
    enabled: true,
    rules: {},
  }));
  await ports.personalities.setLore(id, entries);
  return personality;
}

/** Forgets what a visitor said before, so that the same visit can begin anew. */
export async function forgetVisitor(ports: DemoPorts, personalityId: string, userId: string): Promise<void> {
  const memories = await ports.memories.list({ personalityId, userId });
  for (const { id } of memories) await ports.memories.remove(id);
}
