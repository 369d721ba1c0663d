import { expect, it } from 'vitest';
import { freePrices } from '../../../src/domain/catalogue/model.js';
import { searched, type Search } from '../../../src/domain/catalogue/search.js';
import { noon, after } from '../../support/builders.js';
import { aModel } from '../../support/models.js';

const models = [
  aModel({ id: 'a/old', name: 'Älter', createdAt: noon }),
  aModel({ id: 'b/new', createdAt: after(1), inputs: ['text', 'image'], supportedParameters: ['reasoning'] }),
  aModel({ id: 'a/undated', prices: freePrices }),
];

it.each<[string, Search, string[]]>([
  ['all, the newest first', {}, ['b/new', 'a/old', 'a/undated']],
  ['by a part of the id', { text: 'a/' }, ['a/old', 'a/undated']],
  ['by words in any order and case', { text: 'NEW b/' }, ['b/new']],
  ['by the name', { text: 'älter' }, ['a/old']],
  ['only what is free', { isFree: true }, ['a/undated']],
  ['only what sees', { sees: true }, ['b/new']],
  ['only what thinks', { thinks: true }, ['b/new']],
  ['nothing', { thinks: true, isFree: true }, []],
])('finds %s', (_, search, ids) => {
  expect(searched(models, search).map(({ id }) => id)).toEqual(ids);
});
