import { expect, it } from 'vitest';
import { whoSaid } from '../../src/commands/_view/ladder.js';
import { widthOf } from '../../src/commands/_view/fit.js';
import { paintFor } from '../../src/commands/_view/paint.js';
import { paramTable } from '../../src/commands/_view/params.js';

const from = 'person-personality (config “creative”)';

it('shows what is sent, and below the table what became of the rest', () => {
  const shown = paramTable(
    [
      { name: 'max_tokens', value: 1024, from: 'default', note: null, isSent: true },
      { name: 'top_k', value: 40, from, note: 'some/model does not take it.', isSent: false },
    ],
    paintFor(false),
  );
  expect(shown.split('\n').slice(1)).toEqual([
    '✓  max_tokens  1024   default',
    `–  top_k       40     ${from}`,
    'top_k: some/model does not take it.',
  ]);
});

it('fits into 80 columns, however long a value is', () => {
  const value = { only: Array.from({ length: 40 }, () => 'some-provider') };
  const param = { name: 'repetition_penalty', value, from: 'person-personality', note: null, isSent: true };
  for (const line of paramTable([param], paintFor(false)).split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(80);
});

it.each([
  ['personality', 'the personality'],
  [from, 'you, with this personality (config “creative”)'],
  ['derived', 'derived'],
])('tells people who said something: %s', (source, words) => {
  expect(whoSaid(source)).toBe(words);
});
