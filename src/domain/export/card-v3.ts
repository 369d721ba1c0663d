import type { Fields } from '../import/formats/cards/values.js';
import { cardDocument, type CardParts } from './card.js';

/** A character card of version 3. */
export const cardV3 = (parts: CardParts): Fields => cardDocument(parts, 'v3');
