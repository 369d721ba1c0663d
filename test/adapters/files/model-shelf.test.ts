import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileModelShelf } from '../../../src/adapters/files/model-shelf.js';
import { parseDecimal } from '../../../src/domain/decimal.js';
import { find } from '../../../src/domain/catalogue/find.js';
import { isFree } from '../../../src/domain/catalogue/price.js';
import { modelShelfContract } from '../../contracts/model-shelf.js';
import { after, noon } from '../../support/builders.js';
import { aModel } from '../../support/models.js';
import { aFolder } from './folder.js';

const inFolder = () => join(aFolder(), 'cache');

modelShelfContract(() => fileModelShelf(inFolder()));

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe('a list of models in the home', () => {
  it('is there for the next process', async () => {
    const folder = inFolder();
    await fileModelShelf(folder).put({ models: [aModel({ id: 'one' })], at: noon });
    await fileModelShelf(folder).noteFailure(after(1));
    expect(await fileModelShelf(folder).read()).toMatchObject({ models: [{ id: 'one' }], at: noon });
    expect(await fileModelShelf(folder).failedAt()).toBe(after(1));
  });

  it('is seen when another process replaces it', async () => {
    const folder = inFolder();
    const shelf = fileModelShelf(folder);
    await shelf.put({ models: [aModel({ id: 'one' })], at: noon });
    await shelf.read();
    await fileModelShelf(folder).put({ models: [aModel({ id: 'two' })], at: noon });
    expect(await shelf.read()).toMatchObject({ models: [{ id: 'two' }] });
  });

  it('is read once while it stays as it is', async () => {
    const shelf = fileModelShelf(inFolder());
    await shelf.put({ models: [aModel()], at: noon });
    expect(await shelf.read()).toBe(await shelf.read());
    expect(await shelf.shipped()).toBe(await shelf.shipped());
  });

  it('is for its owner alone, and nothing else is left', async () => {
    const folder = inFolder();
    await fileModelShelf(folder).noteFailure(noon);
    await fileModelShelf(folder).put({ models: [aModel()], at: noon });
    expect(readdirSync(folder)).toEqual(['models.json']);
    expect(modeOf(join(folder, 'models.json'))).toBe('600');
    expect(modeOf(folder)).toBe('700');
  });

  it.each([
    ['nothing', ''],
    ['half a document', '{"at":1,"models":[{"id":"one"'],
    ['something else', '[]'],
    ['no moment', '{"models":[]}'],
    ['a model without an id', '{"at":1,"models":[{"name":"One"}]}'],
    ['a price that is none', '{"at":1,"models":[{"id":"1","name":"1","prices":{"prompt":"-1","completion":"0"}}]}'],
  ])('with %s in it counts as none, and can be replaced', async (_, content) => {
    const folder = inFolder();
    const shelf = fileModelShelf(folder);
    await shelf.put({ models: [aModel()], at: noon });
    writeFileSync(join(folder, 'models.json'), content);
    expect(await shelf.read()).toBeUndefined();
    await shelf.put({ models: [aModel({ id: 'two' })], at: noon });
    expect(await shelf.read()).toMatchObject({ models: [{ id: 'two' }] });
  });

  it('forgets a failure of which nobody can read when it was', async () => {
    const folder = inFolder();
    const shelf = fileModelShelf(folder);
    await shelf.noteFailure(noon);
    writeFileSync(join(folder, 'models.failed'), 'yesterday');
    expect(await shelf.failedAt()).toBeUndefined();
  });
});

describe('the list that is shipped', async () => {
  const { models, at } = await fileModelShelf(join(tmpdir(), 'there-is-no-such-cache')).shipped();
  const ids = models.map(({ id }) => id);

  it('is of a day, and holds each model once, in order', () => {
    expect(at).toBe(Date.UTC(2026, 10, 10) * 1000);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(ids.toSorted((a, b) => (a < b ? -1 : 1)));
    expect(ids.length).toBeGreaterThan(300);
  });

  it('is small, and has one model a line', () => {
    const content = readFileSync(new URL('../../../data/models.json', import.meta.url), 'utf8');
    expect(content.length).toBeLessThan(400_000);
    expect(content.trimEnd().split('\n')).toHaveLength(ids.length + 2);
  });

  it.each(['anthropic', 'openai', 'google', 'mistralai', 'deepseek', 'meta-llama', 'qwen', 'x-ai', 'moonshotai', 'z-ai', 'cohere', 'amazon'])(
    'has models of %s',
    maker => {
      expect(ids.filter(id => id.startsWith(`${maker}/`))).not.toEqual([]);
    },
  ); // prettier-ignore

  it('has a price for nearly all of them, in dollars per token', () => {
    const paid = models.filter(model => model.prices !== null && !isFree(model));
    expect(paid.length).toBeGreaterThan(models.length * 0.9);
    for (const { id, prices } of paid) {
      for (const text of [prices?.prompt, prices?.completion]) {
        expect(parseDecimal(text ?? ''), id).toBeDefined();
        expect(Number(text), id).toBeLessThan(0.001);
      }
    }
  });

  it('calls nothing free that is not', () => {
    const free = models.filter(isFree).map(({ id }) => id);
    expect(free.filter(id => !id.endsWith(':free'))).toEqual(['openrouter/free']);
    expect(find(models, 'openrouter/auto')?.prices).toBeNull();
  });

  it('knows what a well-known model costs', () => {
    expect(find(models, 'openai/gpt-4o-mini')).toMatchObject({
      contextTokens: 128_000,
      prices: { prompt: '0.00000015', completion: '0.0000006', cacheRead: '0.000000075' },
    });
  });
});
