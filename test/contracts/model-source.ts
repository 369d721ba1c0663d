import { describe, expect, test } from 'vitest';
import type { Model } from '../../src/domain/catalogue/model.js';
import type { ModelSource } from '../../src/ports/model-source.js';

export type OpenSource = {
  /** One whose provider has these models. */
  listing(models: readonly Model[]): ModelSource | Promise<ModelSource>;
  /** One whose provider does not answer, and how often it was asked. */
  failing(): Failing | Promise<Failing>;
};

type Failing = { readonly source: ModelSource; asked(): number };

/** What every ModelSource promises. */
export function modelSourceContract(open: OpenSource, models: readonly [Model, ...Model[]]) {
  describe('keeps the ModelSource contract', () => {
    test('says which models there are, with all that is known of them', async () => {
      const source = await open.listing(models);
      expect(await source.all()).toEqual(models);
      expect(await source.all()).toEqual(models);
    });

    test('takes an empty list for no answer', async () => {
      const source = await open.listing([]);
      await expect(source.all()).rejects.toMatchObject({ name: 'TzurotError', code: 'unavailable' });
    });

    test('says that nobody answers, and does not ask twice', async () => {
      const { source, asked } = await open.failing();
      await expect(source.all()).rejects.toMatchObject({ name: 'TzurotError', code: 'unavailable' });
      expect(asked()).toBe(1);
    });
  });
}
