import { expect, it } from 'vitest';
import { find } from '../../../src/domain/catalogue/find.js';
import { aModel } from '../../support/models.js';

const models = [
  aModel({ id: 'maker/thinker:free', canonicalSlug: 'maker/thinker-2026' }),
  aModel({ id: 'maker/thinker', canonicalSlug: 'maker/thinker-2026' }),
  aModel({ id: 'maker/thinker:exacto', canonicalSlug: 'maker/thinker-2026' }),
  aModel({ id: 'maker/painter', canonicalSlug: null }),
];

it.each([
  ['maker/thinker', 'maker/thinker'],
  ['maker/thinker:free', 'maker/thinker:free'],
  ['maker/thinker:exacto', 'maker/thinker:exacto'],
  ['maker/thinker-2026', 'maker/thinker'],
  ['maker/thinker-2026:free', 'maker/thinker:free'],
  ['maker/thinker:nitro', 'maker/thinker'],
  ['maker/thinker:floor', 'maker/thinker'],
  ['maker/thinker:online', 'maker/thinker'],
  ['maker/thinker:thinking', 'maker/thinker'],
  ['maker/thinker:extended', 'maker/thinker'],
  ['maker/painter:exacto', 'maker/painter'],
  ['maker/thinker-2026:nitro', 'maker/thinker'],
])('%s is %s', (id, found) => {
  expect(find(models, id)?.id).toBe(found);
});

it.each([
  'maker/painter:free',
  'maker/thinker:batch',
  'maker/thinker:',
  'maker',
  'thinker',
  '',
  ':nitro',
  'Maker/Thinker',
  '__proto__',
  'null',
  'constructor:nitro',
])('%j is none of them', id => {
  expect(find(models, id)).toBeUndefined();
});
