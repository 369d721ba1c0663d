import { describe, expect, test } from 'vitest';
import { TzurotError } from '../../src/domain/errors.js';
import { failures } from '../../src/domain/calling/failure.js';
import type { Llm, LlmRequest } from '../../src/ports/llm.js';
import { anLlmRequest } from '../support/builders.js';

export type LlmWorld = {
  /** One that answers. */
  readonly llm: Llm;
  /** One that fails, and how often its model was asked. Left out for what cannot fail. */
  readonly failing?: { readonly llm: Llm; asked(): number };
  /** One that takes for ever. Left out for what takes no time. */
  readonly silent?: Llm;
  /** One whose model asks for a tool before it answers. Left out for what knows no tools. */
  readonly calling?: Llm;
  /** One whose model draws. Left out for what cannot. */
  readonly drawing?: Llm;
  /** What belongs to each request here. Nothing, when left out. */
  readonly fields?: Partial<LlmRequest>;
} & Partial<AsyncDisposable>;

export type OpenLlm = () => LlmWorld | Promise<LlmWorld>;

const finishes = ['stop', 'length', 'tools', 'filtered', 'other'] as const;

const recall = {
  name: 'recall',
  description: 'Looks up what somebody said. Call it before you answer.',
  parameters: { type: 'object', properties: { about: { type: 'string' } }, required: ['about'] },
};

const picture = {
  type: 'image/png',
  bytes: new Uint8Array(
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
      'base64',
    ),
  ),
};

const asking = ({ llm, fields }: LlmWorld, more: Partial<LlmRequest> = {}): LlmRequest =>
  anLlmRequest({ model: llm.defaultModel, ...fields, ...more });

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

    it('resolves with a whole draft', async ({ world }) => {
      const draft = await world.llm.complete(asking(world));
      expect(draft).toEqual({
        text: expect.any(String),
        reasoning: expect.any(String),
        reasoningDetails: expect.any(Array),
        pictures: expect.any(Array),
        calls: expect.any(Array),
        upstream: expect.toBeOneOf([expect.any(String), null]),
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
      const { spent } = await world.llm.complete(asking(world));
      const { tokensIn, tokensOut, tokensCached, tokensReasoning, costNanoUsd } = spent;
      for (const count of [tokensIn, tokensOut, tokensCached, tokensReasoning, costNanoUsd]) {
        expect(Number.isSafeInteger(count)).toBe(true);
        expect(count).toBeGreaterThanOrEqual(0);
      }
      expect(tokensCached).toBeLessThanOrEqual(tokensIn);
    });

    it('brings the text in pieces that together are the draft', async ({ world }) => {
      const pieces: string[] = [];
      const onText = (piece: string) => void pieces.push(piece);
      const { text } = await world.llm.complete(asking(world), { onText });
      expect(pieces.join('')).toBe(text);
      expect(pieces).not.toContain('');
    });

    it('brings no more text once the draft is there', async ({ world }) => {
      const pieces: string[] = [];
      const onText = (piece: string) => void pieces.push(piece);
      await world.llm.complete(asking(world), { onText });
      const before = pieces.length;
      await world.llm.complete(asking(world));
      expect(pieces).toHaveLength(before);
    });

    it('answers in one piece too where nobody waits for pieces', async ({ world }) => {
      const pieces: string[] = [];
      const onText = (piece: string) => void pieces.push(piece);
      const { text, finish } = await world.llm.complete(asking(world, { isStreamed: false }), { onText });
      expect(pieces.join('')).toBe(text);
      expect(finishes).toContain(finish);
    });

    it.for([true, false])(
      'asks for tools, and answers with what came of them, streamed: %s',
      async (isStreamed, { world, skip }) => {
        const { calling } = world;
        if (calling === undefined) return skip('It knows no tools.');
        const request = asking(world, { tools: [recall], isStreamed });
        const { text, calls, reasoningDetails: reasoning, finish } = await calling.complete(request);
        expect(finish).toBe('tools');
        expect(calls).toEqual([{ id: expect.stringMatching(/./), name: 'recall', argument: expect.any(String) }]);
        const results = calls.map(({ id }) => ({ callId: id, text: 'Black, no sugar.' }));
        const prompt = { ...request.prompt, exchanges: [{ text, calls, reasoning, results }] };
        const answer = await calling.complete({ ...request, prompt });
        expect(answer).toMatchObject({ finish: 'stop', text: expect.stringMatching(/./) });
      },
    );

    it('takes pictures with a message', async ({ world }) => {
      const { prompt } = asking(world);
      const { text } = await world.llm.complete(asking(world, { prompt: { ...prompt, pictures: [picture] } }));
      expect(text).toEqual(expect.any(String));
    });

    it.for([true, false])('brings the pictures that were drawn, streamed: %s', async (isStreamed, { world, skip }) => {
      if (world.drawing === undefined) return skip('It cannot draw.');
      const { pictures } = await world.drawing.complete(asking(world, { isStreamed }));
      expect(pictures).toEqual([{ type: expect.stringMatching(/^image\/[a-z]+$/), bytes: expect.any(Uint8Array) }]);
    });

    it('says before any text, and once, under what id its cost can be asked for, if there is one', async ({
      world,
    }) => {
      const told: string[] = [];
      const { generationId } = await world.llm.complete(asking(world), {
        onGeneration: id => told.push(`id ${id}`),
        onText: () => told.push('text'),
      });
      const named = told.filter(each => each !== 'text');
      expect(named).toEqual(generationId === null ? [] : [`id ${generationId}`]);
      expect(told.indexOf('text')).toBe(named.length);
    });

    it('throws the reason of a signal that was aborted before', async ({ world }) => {
      const reason = new Error('Ada changed her mind.');
      const signal = AbortSignal.abort(reason);
      const pieces: string[] = [];
      const asked = world.llm.complete(asking(world), {
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
