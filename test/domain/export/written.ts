import { cardFormat } from '../../../src/domain/import/formats/cards/format.js';
import type { Discovery } from '../../../src/domain/import/format.js';
import type { LoreEntry } from '../../../src/domain/personality/lore.js';
import { blankSketch, type Personality } from '../../../src/domain/personality/personality.js';
import { aPersonality } from '../../support/builders.js';
import { ofKind, readFile, tools } from '../import/cards/reader.js';

/** Somebody with their lore, as they are after an import. */
export function imported(found: readonly Discovery[]): { personality: Personality; lore: LoreEntry[] } {
  const [{ sketch, subject } = { sketch: {}, subject: null }] = ofKind(found, 'personalities');
  const name = sketch.name ?? 'Nobody';
  const { llm: _, ...rest } = sketch;
  const source = { format: 'card', foreignId: subject?.foreignId ?? '', batch: 'b' };
  const lore = ofKind(found, 'lore').filter(({ aside }) => aside === undefined);
  return {
    personality: aPersonality({ ...blankSketch(name), ...rest, source }),
    lore: lore.map(({ title, keys, content, constant, enabled, order, rules }, index) => {
      const entry = { title, keys, content, constant, enabled, order, rules };
      return { id: `lore-${index}`, personalityId: 'lilith', ...entry };
    }),
  };
}

export const readCard = (text: string) => readFile(cardFormat(tools), 'lilith.json', text);

/** What an import makes of a card, without what tells one file from another. */
export function meaningOf(found: readonly Discovery[]) {
  const { personality, lore } = imported(found);
  const { name, prompt, manner } = personality;
  return { name, prompt, manner, lore };
}
