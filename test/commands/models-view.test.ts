import { expect, it } from 'vitest';
import { modelTable } from '../../src/commands/_view/models.js';
import { paintFor } from '../../src/commands/_view/paint.js';
import { freePrices } from '../../src/domain/catalogue/model.js';
import { aModel, somePrices } from '../support/models.js';

const models = [
  aModel({
    id: 'some/model',
    name: 'Some Model',
    contextTokens: 1_048_576,
    longestAnswerTokens: 64_000,
    inputs: ['text', 'image', 'audio'],
    outputs: ['text', 'image'],
    supportedParameters: ['reasoning'],
    prices: somePrices({ prompt: '0.00000004', completion: '0.000025', cacheRead: '0' }),
  }),
  aModel({ id: 'kind/model:free', prices: freePrices }),
  aModel({ id: 'a/router', prices: null }),
];

const lines = (columns: number) => modelTable(models, 'some/model', { columns, paint: paintFor(false) }).split('\n');

it('shows on a small terminal what matters most', () => {
  expect(lines(80)).toEqual([
    '   model            in $/M  out $/M  reads  can',
    '→  some/model         0.04    25.00     1M  thinks sees hears',
    '   kind/model:free    free     free      –',
    '   a/router              –        –      –',
  ]);
});

it('shows on a wide one also what is cached, how much it writes, and its name', () => {
  expect(lines(140)).toEqual([
    '   model            in $/M  out $/M  reads  can                      cached  writes  name',
    '→  some/model         0.04    25.00     1M  thinks sees hears draws    0.00     64k  Some Model',
    '   kind/model:free    free     free      –                             free       –  kind/model:free',
    '   a/router              –        –      –                                –       –  a/router',
  ]);
});
