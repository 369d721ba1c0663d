import type { Tokenizer } from '../../src/ports/tokenizer.js';

export type FakeTokenizer = Tokenizer & { readonly loaded: () => boolean };

/** Counts words, and what stands between them beside a blank. Says whether anybody wanted to count. */
export function fakeTokenizer(): FakeTokenizer {
  let isLoaded = false;
  return {
    loaded: () => isLoaded,
    async load() {
      isLoaded = true;
      return text => text.match(/ ?[\p{L}\p{N}]{1,16}|[^\p{L}\p{N}]/gu)?.length ?? 0;
    },
  };
}
