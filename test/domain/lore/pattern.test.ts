import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longest, patternOf, stepsFor } from '../../../src/domain/lore/pattern.js';

const refusal = (source: string) => {
  const pattern = patternOf(`/${source}/`, '');
  return 'refused' in pattern ? pattern.refused : undefined;
};

describe('an expression is refused', () => {
  it.each([
    ['a loop in a loop', '(a+)+$', 'it repeats something that already varies'],
    ['a loop in a loop, lazily', '(?:a*?)*?b', 'it repeats something that already varies'],
    ['a loop in a loop, some brackets down', '((a+))+', 'it repeats something that already varies'],
    ['a loop in a loop, named', '(?<x>a+)+', 'it repeats something that already varies'],
    ['a loop around what may be there', '(a?)+', 'it repeats something that already varies'],
    ['a loop around alternatives', '(a|a)*$', 'it repeats something that already varies'],
    ['a loop without end by numbers', '(a{1,}){2,}', 'it repeats something that already varies'],
    ['a backreference', '(a)\\1', 'it refers back to what it found'],
    ['a named backreference', '(?<x>a)\\k<x>', 'it refers back to what it found'],
    ['lookbehind', '(?<=a)b', 'it looks behind'],
    ['lookbehind for what is not there', '(?<!a)b', 'it looks behind'],
    ['flags for a part', '(?i:a)b', 'it looks behind'],
    ['many that may be there', `${'a?'.repeat(30)}${'a'.repeat(30)}`, 'it could take too long'],
    ['many alternatives one after the other', '(a|a)'.repeat(40), 'it could take too long'],
    ['repeated alternatives', '(a|a){30}', 'it could take too long'],
    ['many loops one after the other', `${'.*'.repeat(5)}x`, 'it could take too long'],
    ['loops repeated by number', '(a*){9}', 'it could take too long'],
    ['numbers in numbers', '((a{999}){999}){999}', 'it could take too long'],
    ['a huge range', 'a{0,99999999}b', 'it could take too long'],
    ['a bracket that stays open', '(a', 'a bracket is never closed'],
    ['a bracket that was never opened', 'a)', 'a bracket is closed that was never opened'],
    ['a class that stays open', '[a', 'a bracket is never closed'],
    ['what is no expression', '*a', 'it is no valid expression'],
    ['a range turned around', '[z-a]', 'it is no valid expression'],
    ['too much of it', 'a'.repeat(longest.pattern + 1), `it has more than ${longest.pattern} characters`],
  ])('for %s', (_, source, why) => {
    expect(refusal(source)).toBe(why);
  });

  it('for a flag nobody knows', () => {
    expect(patternOf('/a/v', '')).toEqual({ refused: 'it has a flag other than i, m, s and u' });
  });
});

it.each([
  'dragons?', '\\bthe (red|blue) dragon(s|ling)?\\b', '[a-z]+\\d{1,3}', '(?:ab)+', '[+*(]+', 'a\\(+', '(?=.*fire)dragon',
  'dragon.{0,20}slain', '^\\s*$', '\\d{4}-\\d\\d', 'x{', 'a{,3}', '\\p{L}+', '[\\]]', '',
])('an expression like %s is allowed', source => {
  expect(refusal(`${source}|z`)).toBeUndefined();
}); // prettier-ignore

it('what an expression may look at shrinks with what it costs, and stays affordable', () => {
  const sources = ['dragon', 'dragon.*slain', '.*dragon.*slain', '(a|b)(a|b)(a|b).*c', 'a?a?a?a?a?a?a?a?.*'];
  const reaches = sources.map(source => {
    const pattern = patternOf(`/${source}/`, '');
    if ('refused' in pattern) throw new Error(pattern.refused);
    expect(stepsFor(pattern.effort, pattern.reach)).toBeLessThanOrEqual(10_000_000);
    return pattern.reach;
  });
  expect(reaches[0]).toBe(longest.text);
  expect(reaches[1]).toBeGreaterThan(500);
  expect(reaches[2]).toBeGreaterThan(100);
  expect(reaches[2]).toBeLessThan(reaches[1] ?? 0);
});

it('nothing that is written makes it throw', () => {
  const anyPart = fc.oneof(fc.string({ maxLength: 5 }), fc.constantFrom('(', ')', '[', ']', '*', '+?', '{2,}', '|', '\\', '(?', '(?:', '(?<', '\\1', '\\p{L}', '^', '$')); // prettier-ignore
  const anySource = fc.array(anyPart, { maxLength: 20 }).map(parts => parts.join(''));
  fc.assert(
    fc.property(anySource, fc.constantFrom('', 'i', 'u', 'gims'), (source, flags) => {
      const pattern = patternOf(`/${source}/${flags}`, 'i');
      expect('refused' in pattern ? pattern.refused !== '' : pattern.reach >= 40).toBe(true);
    }),
    { seed: 1815, numRuns: 2000 },
  );
});
