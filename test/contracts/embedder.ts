import { describe, expect, test } from 'vitest';
import { failures } from '../../src/domain/calling/failure.js';
import { TzurotError } from '../../src/domain/errors.js';
import type { Embedder, EmbedOptions } from '../../src/ports/embedder.js';

export type EmbedderWorld = {
  /** One that answers. */
  readonly embedder: Embedder;
  /** How often somebody else was asked. Left out where nobody else is. */
  asked?(): number;
  /** One that fails, and how often it was asked. Left out for what cannot fail. */
  readonly failing?: { readonly embedder: Embedder; asked(): number };
  /** One that takes for ever. Left out for what takes no time. */
  readonly silent?: Embedder;
  /** What is to be sent along. Nothing, when left out. */
  readonly options?: EmbedOptions;
} & Partial<AsyncDisposable>;

const free: EmbedOptions = { key: null, routing: null };
const texts = ['The cat likes tea.', 'Where is the harbour?', '', '茶は好き 🐝', 'The cat likes tea.'];

/** What every Embedder promises. Run it against each adapter, and against the fake. */
export function embedderContract(open: () => EmbedderWorld | Promise<EmbedderWorld>) {
  describe('keeps the Embedder contract', () => {
    const it = test.extend('world', async ({}, { onCleanup }) => {
      const world = await open();
      onCleanup(async () => await world[Symbol.asyncDispose]?.());
      return world;
    });

    it('names its space for the model, and says how many dimensions it has', ({ world: { embedder } }) => {
      expect(embedder.space).toContain(embedder.model);
      expect(embedder.space).toContain(String(embedder.dimensions));
      expect(embedder.provider).not.toBe('');
      expect(embedder.mostTexts).toBeGreaterThan(0);
    });

    it('gives each text a vector of length one, in its dimensions', async ({ world: { embedder, options = free } }) => {
      const { vectors } = await embedder.embed(texts, options);
      expect(vectors).toHaveLength(texts.length);
      for (const vector of vectors) {
        expect(vector).toBeInstanceOf(Float32Array);
        expect(vector).toHaveLength(embedder.dimensions);
        expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
      }
    });

    it('keeps the order, and takes the same text for the same', async ({ world: { embedder, options = free } }) => {
      const { vectors } = await embedder.embed(texts, options);
      const alone = await embedder.embed(texts.slice(1, 2), options);
      expect(likeness(vectors[0], vectors[4])).toBeCloseTo(1, 3);
      expect(likeness(vectors[1], alone.vectors[0])).toBeCloseTo(1, 3);
      expect(likeness(vectors[0], vectors[1])).toBeLessThan(0.95);
    });

    it('counts tokens and nano-dollars in whole numbers', async ({ world: { embedder, options = free } }) => {
      const { spent, generationId } = await embedder.embed(texts, options);
      for (const count of [spent.tokensIn, spent.tokensOut, spent.costNanoUsd])
        expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
      expect(generationId).toEqual(expect.toBeOneOf([null, expect.stringMatching(/./)]));
    });

    it('asks nobody for no texts', async ({ world: { embedder, asked, options = free } }) => {
      expect(await embedder.embed([], options)).toMatchObject({ vectors: [], spent: { costNanoUsd: 0, tokensIn: 0 } });
      expect(asked?.() ?? 0).toBe(0);
    });

    it('refuses too many texts before it asks', async ({ world: { embedder, asked, options = free } }) => {
      const many = Array.from({ length: embedder.mostTexts + 1 }, () => 'tea');
      await expect(embedder.embed(many, options)).rejects.toMatchObject({ code: 'invalid' });
      expect(asked?.() ?? 0).toBe(0);
    });

    it('throws the reason of a signal that was aborted before', async ({ world: { embedder, options = free } }) => {
      const reason = new Error('Ada changed her mind.');
      const signal = AbortSignal.abort(reason);
      await expect(embedder.embed(texts, { ...options, signal })).rejects.toBe(reason);
    });

    it('throws the reason of a signal that is aborted meanwhile', async ({ world: { silent }, skip }) => {
      if (silent === undefined) return skip('It takes no time.');
      const reason = new Error('Ada changed her mind.');
      const controller = new AbortController();
      const asked = silent.embed(texts, { ...free, signal: controller.signal });
      controller.abort(reason);
      await expect(asked).rejects.toBe(reason);
    });

    it('throws an error that names the kind of failure, and asks once', async ({ world: { failing }, skip }) => {
      if (failing === undefined) return skip('It cannot fail.');
      const thrown: unknown = await failing.embedder.embed(texts, free).catch((error: unknown) => error);
      expect(thrown).toBeInstanceOf(TzurotError);
      expect(thrown).toMatchObject({ facts: { failure: expect.toBeOneOf([...failures]) } });
      expect(failing.asked()).toBe(1);
    });
  });
}

/** How alike two vectors of length one are. */
export const likeness = (a: Float32Array | undefined, b: Float32Array | undefined): number =>
  (a ?? new Float32Array()).reduce((sum, each, index) => sum + each * (b?.[index] ?? 0), 0);
