import type { Count } from '../domain/conversation/tokens.js';

/** Counts tokens as models do. */
export interface Tokenizer {
  /**
   * Loads what counting needs, with the first call. The count is that of one widely used vocabulary; for other models it
   * is near. It never throws, takes no text for an instruction, and its time grows with the length of the text.
   */
  load(): Promise<Count>;
}
