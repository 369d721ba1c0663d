import type { Overheard } from '../../inbox/said.js';
import { readable } from '../mentions.js';

/** What a message says, with names for ids, and with what came with it. */
export const wordsOf = ({ text, mentions, asides }: Pick<Overheard, 'text' | 'mentions' | 'asides'>): string =>
  [readable(text, mentions), ...asides.map(aside => `[${aside}]`)].filter(line => line.trim() !== '').join('\n');
