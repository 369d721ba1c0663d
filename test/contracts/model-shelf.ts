import { beforeEach, describe, expect, it } from 'vitest';
import type { ModelShelf } from '../../src/ports/model-shelf.js';
import { after, noon } from '../support/builders.js';
import { aModel, somePrices } from '../support/models.js';

/** What every ModelShelf promises. */
export function modelShelfContract(open: () => ModelShelf) {
  describe('keeps the ModelShelf contract', () => {
    let shelf: ModelShelf;
    beforeEach(() => void (shelf = open()));

    it('has nothing at first but what came with the program', async () => {
      expect(await shelf.read()).toBeUndefined();
      expect(await shelf.failedAt()).toBeUndefined();
      const { models, at } = await shelf.shipped();
      expect(models.length).toBeGreaterThan(0);
      expect(at).toBeLessThanOrEqual(noon);
    });

    it('gives back what it was given, to the last price', async () => {
      const full = aModel({
        id: 'maker/thinker:free',
        canonicalSlug: 'maker/thinker-2026',
        name: 'Thinker “é” 🐝',
        createdAt: after(-100),
        expiresAt: after(100),
        contextTokens: 1000,
        longestAnswerTokens: 100,
        isModerated: false,
        inputs: ['text', 'image'],
        outputs: ['text'],
        supportedParameters: [],
        reasoning: { efforts: ['high', 'low'], defaultEffort: 'low', isMandatory: true, takesMaxTokens: true },
        prices: somePrices({
          cacheRead: '1e-9',
          bands: [
            { abovePromptTokens: 9, atTimes: true, prompt: '0.1', completion: null, cacheRead: null, cacheWrite: '2' },
          ],
        }),
      });
      const bare = aModel({ id: '__proto__', prices: null });
      await shelf.put({ models: [full, bare], at: noon });
      expect(await shelf.read()).toEqual({ models: [full, bare], at: noon });
    });

    it('keeps the last of several', async () => {
      await shelf.put({ models: [aModel({ id: 'one' })], at: noon });
      await shelf.read();
      await shelf.put({ models: [aModel({ id: 'two' })], at: after(1) });
      expect(await shelf.read()).toMatchObject({ models: [{ id: 'two' }], at: after(1) });
    });

    it('remembers a failure until something is put', async () => {
      await shelf.noteFailure(noon);
      await shelf.noteFailure(after(5));
      expect(await shelf.failedAt()).toBe(after(5));
      await shelf.put({ models: [aModel()], at: after(6) });
      expect(await shelf.failedAt()).toBeUndefined();
    });

    it('keeps a list when a failure follows', async () => {
      await shelf.put({ models: [aModel({ id: 'one' })], at: noon });
      await shelf.noteFailure(after(1));
      expect(await shelf.read()).toMatchObject({ models: [{ id: 'one' }], at: noon });
    });

    it('changes nothing of what came with the program', async () => {
      const before = await shelf.shipped();
      await shelf.put({ models: [aModel({ id: 'one' })], at: noon });
      expect(await shelf.shipped()).toEqual(before);
    });
  });
}
