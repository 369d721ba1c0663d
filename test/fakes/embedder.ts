import { TzurotError } from '../../src/domain/errors.js';
import type { Embedder } from '../../src/ports/embedder.js';
import { aSpent } from '../support/builders.js';

export type FakeEmbedder = Embedder & { readonly requests: readonly (readonly string[])[] };

const dimensions = 8;
const mostTexts = 16;

/** Vectors of which nothing can be said but that the same text has the same. It may fail, or take for ever. */
export function fakeEmbedder(manner: Error | 'silent' | 'answers' = 'answers'): FakeEmbedder {
  const requests: (readonly string[])[] = [];
  return {
    provider: 'fake',
    model: 'vectors',
    space: `fake/vectors@${dimensions}`,
    dimensions,
    mostTexts,
    requests,
    async embed(texts, { signal }) {
      signal?.throwIfAborted();
      if (texts.length > mostTexts) throw new TzurotError('invalid', 'These are too many texts.');
      if (texts.length > 0) requests.push(texts);
      if (manner instanceof Error) throw manner;
      if (manner === 'silent') await untilAborted(signal);
      const spent = aSpent({ tokensIn: texts.join('').length, costNanoUsd: texts.length });
      return { vectors: texts.map(vectorOf), spent, generationId: texts.length === 0 ? null : 'gen-1' };
    },
  };
}

function vectorOf(text: string): Float32Array {
  const sums = Array.from({ length: dimensions }, (_, place) =>
    Array.from(text).reduce((sum, letter, at) => sum + Math.sin((letter.codePointAt(0) ?? 0) * (place + 1) + at), 1),
  );
  const length = Math.hypot(...sums);
  return Float32Array.from(sums, each => each / length);
}

const untilAborted = (signal: AbortSignal | undefined) =>
  new Promise<never>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true }));
