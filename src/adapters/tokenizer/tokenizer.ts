import { countTokens, setMergeCacheSize } from 'gpt-tokenizer/encoding/o200k_base';
import type { Tokenizer } from '../../ports/tokenizer.js';
import { piecesOf } from './pieces.js';

/** Nothing in a text is a command, whatever it looks like. */
const asText = { disallowedSpecial: new Set<string>() };

const rememberedWords = 10_000;

/** Counts as the newer models of OpenAI do. */
export function gptTokenizer(): Tokenizer {
  setMergeCacheSize(rememberedWords);
  const count = (text: string) => piecesOf(text).reduce((sum, piece) => sum + countTokens(piece, asText), 0);
  return { load: async () => count };
}
