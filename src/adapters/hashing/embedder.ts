import { TzurotError } from '../../domain/errors.js';
import { nothingSpent } from '../../domain/usage/usage.js';
import type { Embedder } from '../../ports/embedder.js';
import { featuresOf } from './features.js';
import { vectorOf } from './vector.js';

const dimensions = 256;
const mostTexts = 1000;

/** The built-in one: offline, free, and the same vector for the same text for ever. It knows spelling, not meaning. */
export function hashingEmbedder(): Embedder {
  return {
    provider: 'built-in',
    model: 'hashed-256',
    space: 'built-in/hashed-256',
    dimensions,
    mostTexts,
    async embed(texts, { signal }) {
      signal?.throwIfAborted();
      if (texts.length > mostTexts) throw tooMany(texts.length);
      return {
        vectors: texts.map(text => vectorOf(featuresOf(text), dimensions)),
        spent: nothingSpent,
        generationId: null,
      };
    },
  };
}

const tooMany = (count: number) =>
  new TzurotError('invalid', `These are ${count} texts at once. Embed at most ${mostTexts} at a time.`, {
    facts: { failure: 'bad-request' },
  });
