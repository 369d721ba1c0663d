import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { cleaned, presentable, tidied } from '../../../../src/domain/turn/answering/cleaned.js';
import { inCompany } from '../../../support/hostile-answers.js';

const root = join(import.meta.dirname, '../../../fixtures/answers');
const Said = z.object({ said: z.string() });

const cases = readdirSync(root).map(name => {
  const at = (file: string) => join(root, name, file);
  const about = existsSync(at('about.json')) ? Said.parse(JSON.parse(readFileSync(at('about.json'), 'utf8'))) : {};
  return {
    name: name.replaceAll('-', ' '),
    given: readFileSync(at('given.txt'), 'utf8'),
    expected: readFileSync(at('expected.txt'), 'utf8'),
    about: inCompany(about),
  };
});

it('there are answers of many kinds', () => {
  expect(cases.length).toBeGreaterThan(40);
});

it.each(cases)('$name', ({ given, expected, about }) => {
  expect(cleaned(given, about).text).toBe(expected);
});

it.each(cases)('once clean, it stays as it is: $name', ({ expected, about }) => {
  expect(cleaned(expected, about).text).toBe(expected);
});

/** A thought that is closed without being open takes back what came before it. Nobody can foresee that. */
const takesBack = ['thinking that only ends', 'thinking about code'];

it.each(cases.filter(({ name }) => !takesBack.includes(name)))(
  'what is shown while it is made is its beginning: $name',
  ({ given, about }) => {
    const final = tidied(given, about);
    const shown = Array.from(given, (_, index) => presentable(given.slice(0, index), about));
    expect(shown.filter(text => !final.startsWith(text))).toEqual([]);
  },
);
