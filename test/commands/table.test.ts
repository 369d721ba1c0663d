import { expect, it } from 'vitest';
import { paintFor } from '../../src/commands/_view/paint.js';
import { table } from '../../src/commands/_view/table.js';

it('a table keeps its columns where some of it is coloured', () => {
  const paint = paintFor(true);
  const page = table(['left', 'anew'], [[paint('red', '9 %'), 'today'], ['100 %', 'today']], paint); // prettier-ignore
  const lines = page.replaceAll(/\u001b\[\d+m/g, '').split('\n');
  expect(lines).toEqual(['left   anew', '9 %    today', '100 %  today']);
});
