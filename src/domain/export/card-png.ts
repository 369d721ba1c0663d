import { spelled } from '../json/exact.js';
import type { Trouble } from '../png/chunks.js';
import { withTexts } from '../png/write.js';
import type { CardParts } from './card.js';
import { plainCardV2 } from './card-v2.js';
import { cardV3 } from './card-v3.js';

/** The picture with both cards in it: of version 3, and of version 2 for older programs. */
export function cardPng(parts: CardParts, png: Uint8Array): Uint8Array | { readonly refused: Trouble } {
  const texts = { ccv3: cardV3(parts), chara: plainCardV2(parts) };
  const encoded = Object.entries(texts).map(
    ([keyword, card]) => [keyword, Buffer.from(spelled(card)).toString('base64')] as const,
  );
  return withTexts(png, new Map(encoded));
}
