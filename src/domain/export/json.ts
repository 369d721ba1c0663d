import type { Fields } from '../import/formats/cards/values.js';
import { sketchOf } from '../personality/personality.js';
import type { CardParts } from './card.js';

export const ownFormat = 'tzurot';
const ownVersion = 1;

/** Somebody as we know them, with nothing left out. */
export function ownDocument({ personality, lore, original, kept = original }: CardParts): Fields {
  const { id, slug, aliases, source } = personality;
  return {
    format: ownFormat,
    version: ownVersion,
    personality: { id, slug, aliases, ...sketchOf(personality) },
    lore: lore.map(({ personalityId: _personalityId, ...entry }) => entry),
    ...(source === null ? {} : { origin: { format: source.format, foreignId: source.foreignId, document: kept } }),
  };
}
