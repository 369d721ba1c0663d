import { describe, expect, test } from 'vitest';
import { TzurotError } from '../../src/domain/errors.js';
import type { Llm, LlmFailure } from '../../src/ports/llm.js';
import { anLlmRequest } from '../support/builders.js';

export type LlmWorld = {
  /** One that answers. */
  readonly llm: Llm;
  /** One that fails, and how often its model was asked. Left out for what cannot fail. */
  readonly failing?: { readonly llm: Llm; asked(): number };
  /** One that takes for ever. Left out for what takes no time. */
  readonly silent?: Llm;
} & Partial<AsyncDisposable>;

export type OpenLlm = () => LlmWorld | Promise<LlmWorld>;

const failures = [
  'authentication', 'payment', 'rate-limit', 'moderation', 'model-missing', 'bad-request', 'overloaded', 'timeout',
  'network', 'empty',
] as const satisfies readonly LlmFailure[]; // prettier-ignore

const finishes = ['stop', 'length', 'filtered', 'other'] as const;

/** What every Llm promises. Run it against each adapter, and against the fake. */
export function llmContract(open: OpenLlm) {
  describe('keeps the Llm contract', () => {
    const it = test.extend('world', async ({}, { onCleanup }) => {
      const world = await open();
      onCleanup(async () => await world[Symbol.asyncDispose]?.());
      return world;
    });

    it('has a name to count by and a model of its own', ({ world: { llm } }) => {
      expect(llm.provider).not.toBe('');
      expect(llm.defaultModel).not.toBe('');
    });

    it('resolves with a whole draft', async ({ world: { llm } }) => {
      const draft = await llm.complete(anLlmRequest({ model: llm.defaultModel }));
      expect(draft).toEqual({
        text: expect.any(String),
        reasoning: expect.any(String),
        model: expect.stringMatching(/./),
        finish: expect.toBeOneOf([...finishes]),
        generationId: expect.toBeOneOf([expect.stringMatching(/./), null]),
        spent: {
          tokensIn: expect.any(Number),
          tokensOut: expect.any(Number),
          tokensCached: expect.any(Number),
          tokensReasoning: expect.any(Number),
          costNanoUsd: expect.any(Number),
          costText: expect.toBeOneOf([expect.any(String), null]),
          upstreamNanoUsd: expect.toBeOneOf([expect.any(Number), null]),
          estimated: expect.any(Boolean),
        },
      });
    });

    it('counts tokens and nano-dollars in whole numbers, the cached ones inside those that went in', async ({
      world,
    }) => {
      const { llm } = world;
      const { spent } = await llm.complete(anLlmRequest({ model: llm.defaultModel }));
      const { tokensIn, tokensOut, tokensCached, tokensReasoning, costNanoUsd } = spent;
      for (const count of [tokensIn, tokensOut, tokensCached, tokensReasoning, costNanoUsd]) {
        expect(Number.isSafeInteger(count)).toBe(true);
        expect(count).toBeGreaterThanOrEqual(0);
      }
      expect(tokensCached).toBeLessThanOrEqual(tokensIn);
    });

    it('brings the text in pieces that together are the draft', async ({ world: { llm } }) => {
      const pieces: string[] = [];
      const onText = (piece: string) => void pieces.push(piece);
      const { text } = await llm.complete(anLlmRequest({ model: llm.defaultModel }), { onText });
      expect(pieces.join('')).toBe(text);
      expect(pieces).not.toContain('');
    });

    it('brings no more text once the draft is there', async ({ world: { llm } }) => {
      const pieces: string[] = [];
      const onText = (piece: string) => void pieces.push(piece);
      await llm.complete(anLlmRequest({ model: llm.defaultModel }), { onText });
      const before = pieces.length;
      await llm.complete(anLlmRequest({ model: llm.defaultModel }));
      expect(pieces).toHaveLength(before);
    });

    it('says before any text, and once, under what id its cost can be asked for, if there is one', async ({
      world: { llm },
    }) => {
      const told: string[] = [];
      const { generationId } = await llm.complete(anLlmRequest({ model: llm.defaultModel }), {
        onGeneration: id => told.push(`id ${id}`),
        onText: () => told.push('text'),
      });
      const named = told.filter(each => each !== 'text');
      expect(named).toEqual(generationId === null ? [] : [`id ${generationId}`]);
      expect(told.indexOf('text')).toBe(named.length);
    });

    it('throws the reason of a signal that was aborted before', async ({ world: { llm } }) => {
      const reason = new Error('Ada changed her mind.');
      const signal = AbortSignal.abort(reason);
      const pieces: string[] = [];
      const asked = llm.complete(anLlmRequest({ model: llm.defaultModel }), {
        signal,
        onText: piece => pieces.push(piece),
      });
      await expect(asked).rejects.toBe(reason);
      expect(pieces).toEqual([]);
    });

    it('throws the reason of a signal that is aborted meanwhile', async ({ world: { silent }, skip }) => {
      if (silent === undefined) return skip('It takes no time.');
      const reason = new Error('Ada changed her mind.');
      const controller = new AbortController();
      const asked = silent.complete(anLlmRequest(), { signal: controller.signal });
      controller.abort(reason);
      await expect(asked).rejects.toBe(reason);
    });

    it('throws an error that names the kind of failure', async ({ world: { failing }, skip }) => {
      if (failing === undefined) return skip('It cannot fail.');
      const thrown: unknown = await failing.llm.complete(anLlmRequest()).catch((error: unknown) => error);
      expect(thrown).toBeInstanceOf(TzurotError);
      expect(thrown).toMatchObject({ facts: { failure: expect.toBeOneOf([...failures]) } });
    });

    it('never asks a second time when it failed', async ({ world: { failing }, skip }) => {
      if (failing === undefined) return skip('It cannot fail.');
      await expect(failing.llm.complete(anLlmRequest())).rejects.toThrow();
      expect(failing.asked()).toBe(1);
    });
  });
}
