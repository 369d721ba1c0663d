import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { macros, placeholders, scannable } from '../../../src/domain/text/macros.js';

const names = { char: 'Lilith', user: 'Ada' };
const fill = (text: string, random = 0.5, pick = 0) =>
  macros(names, { random: () => random, pick: () => pick })(text, 'entry');

describe('names', () => {
  it.each([
    ['{{char}} likes {{user}}.', 'Lilith likes Ada.'],
    ['{char}, {assistant}, {shape}: {user}', 'Lilith, Lilith, Lilith: Ada'],
    ['{{Char}} {USER}', 'Lilith Ada'],
    ['{other} {{other}} {} { user }', '{other} {{other}} {} { user }'],
    ['{{user}', '{Ada'],
    ['{{{char}}}', '{Lilith}'],
    ['{{{{char}}}}', '{{Lilith}}'],
    ['}} {{char}} {{', '}} Lilith {{'],
    ['{{ {{char}}', '{{ Lilith'],
    ['', ''],
  ])('are put into %j, in answers too', (text, filled) => {
    expect(placeholders(names)(text)).toBe(filled);
    expect(fill(text)).toBe(filled);
  });

  it('are not looked for in names', () => {
    expect(placeholders({ char: '{user}', user: '$& {{char}}' })('{char} and {{user}}')).toBe('{user} and $& {{char}}');
  });

  it('may stand in angles, though not in answers', () => {
    expect(fill('<BOT> and <user>, <Char>, <b>')).toBe('Lilith and Ada, Lilith, <b>');
    expect(placeholders(names)('<BOT> <user>')).toBe('<BOT> <user>');
  });
});

describe('a macro', () => {
  it.each([
    ['{{random:a,b,c}}', 'b'],
    ['{{RANDOM:a, b ,c}}', 'b'],
    ['{{random::a::b, c::d}}', 'b, c'],
    ['{{random:a,b\\, c,d}}', 'b, c'],
    ['{{random:}}', ''],
    ['{{random:only}}', 'only'],
    ['{{random:{{char}},{{user}},x}}', 'Ada'],
    ['{{pick:a,b,c}}', 'a'],
    ['{{pick::a,b}}', 'a'],
    ['{{roll:6}}', '4'],
    ['{{roll:d6}}', '4'],
    ['{{roll:D6}}', '4'],
    ['{{roll 20}}', '11'],
    ['{{roll:2d6}}', '8'],
    ['{{roll:0}}', '{{roll:0}}'],
    ['{{roll:six}}', '{{roll:six}}'],
    ['{{// nothing {{char}} }}.', '.'],
    ['{{//nothing}}.', '.'],
    ['{{comment: nothing}}.', '.'],
    ['{{hidden_key:tower}}.', '.'],
    ['{{reverse:Hello}}', 'olleH'],
    ['{{reverse:a🌙b}}', 'b🌙a'],
    ['{{reverse:{{char}}}}', 'htiliL'],
    ['{{original}}.', '.'],
    ['{{unknown:a,b}}', '{{unknown:a,b}}'],
    ['{{unknown {{char}}}}', '{{unknown Lilith}}'],
    ['{{constructor}} {{__proto__:a}}', '{{constructor}} {{__proto__:a}}'],
    ['{{randomly:a}}', '{{randomly:a}}'],
  ])('%s is %j', (text, filled) => {
    expect(fill(text)).toBe(filled);
  });

  it('chooses for itself, not for all of its kind', () => {
    const asked: string[] = [];
    const random = (words: string) => {
      asked.push(words);
      return 0;
    };
    const put = macros(names, { random, pick: random });
    put('{{random:a,b}} {{pick:a,b}} {{roll:2d6}}', 'entry');
    put('{{random:a,b}}', 'another');
    expect(asked).toEqual(['entry 0', 'entry 15', 'entry 28 0', 'entry 28 1', 'another 0']);
  });

  it('too deep in others is text', () => {
    const deep = (levels: number) => `${'{{reverse:'.repeat(levels)}ab${'}}'.repeat(levels)}`;
    expect(fill(deep(8))).toBe('ab');
    expect(fill(deep(9))).toContain('{{reverse:');
  });

  it('that is never closed harms no other', () => {
    expect(fill(`${'{{ '.repeat(50)}{{char}}`)).toContain('Lilith');
  });
});

describe('what other lore listens to', () => {
  it('has no comments, and has what is hidden', () => {
    expect(scannable('The {{// secret}}tower{{hidden_key:gate}}{{comment: x}} {{char}}')).toBe(
      'The towergate {{char}}',
    );
  });
});

it('text without braces or angles stays as it is, and none makes it throw', () => {
  const anyPart = fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom('{{', '}}', '{', '}', 'random:', 'char', '//', '\\,', '<user>', 'roll:')); // prettier-ignore
  const anyText = fc.array(anyPart, { maxLength: 30 }).map(parts => parts.join(''));
  const isRead = (text: string) => typeof fill(text) === 'string' && (/[{}<]/.test(text) || fill(text) === text);
  expect(fc.check(fc.property(anyText, isRead), { seed: 1815, numRuns: 2000 })).toMatchObject({ failed: false });
});
