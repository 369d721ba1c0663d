import { describe, expect, it } from 'vitest';
import { decorated, noMarks } from '../../../src/domain/lore/decorator.js';
import type { LoreRules } from '../../../src/domain/personality/lore.js';
import { anEntry, chosen, codeOf } from '../../support/lore.js';

const marksOf = (...lines: string[]) => decorated([...lines, '', 'Text.'].join('\n')).marks;

describe('decorators', () => {
  it('are taken off the top, and nothing else is', () => {
    const { content } = decorated('@@depth 4\n\n@@role user\n\nText.\n@@depth 5\nMore.');
    expect(content).toBe('Text.\n@@depth 5\nMore.');
  });

  it.each(['Text.', '\n Text.\n', '@@ is no name', 'a @@depth 4', ''])('are not seen in %j', content => {
    expect(decorated(content)).toEqual({ content, marks: noMarks, ignored: [] });
  });

  it.each([
    ['@@activate', { activate: true }],
    ['@@dont_activate', { dontActivate: true }],
    ['@@activate_only_after 3', { after: 3 }],
    ['@@activate_only_every 2', { every: 2 }],
    ['@@keep_activate_after_match', { keep: true }],
    ['@@dont_activate_after_match', { once: true }],
    ['@@ignore_on_max_context', { yields: true }],
    ['@@depth 0', { rules: { position: 'depth', depth: 0 } }],
    ['@@depth -1', { rules: { position: 'depth', depth: 0 } }],
    ['@@reverse_depth 2', { rules: { position: 'depth', depth: 999_998 } }],
    ['@@scan_depth 9', { rules: { scanDepth: 9 } }],
    ['@@role assistant', { rules: { role: 'assistant' } }],
    ['@@position before_desc', { rules: { position: 'before' } }],
    ['@@position scenario', { rules: { position: 'after' } }],
    ['@@additional_keys a, b,', { additionalKeys: [['a', 'b']] }],
    ['@@exclude_keys a,b', { excludeKeys: ['a', 'b'] }],
    ['  @@DEPTH   4  ', { rules: { position: 'depth', depth: 4 } }],
  ])('%s', (line, marks) => {
    expect(marksOf(line)).toEqual({ ...noMarks, ...marks });
    expect(decorated(`${line}\r\nText.`).marks).toEqual({ ...noMarks, ...marks });
  });

  it.each([
    '@@is_greeting 1', '@@disable_ui_prompt system_prompt', '@@is_user_icon main', '@@instruct_depth 3', '@@unheard_of',
    '@@depth deep', '@@depth', '@@activate_only_every 0', '@@role narrator', '@@position sky', '@@additional_keys ,',
    '@@constructor 1', '@@__proto__ 1',
  ])('that mean nothing here are told: %s', line => {
    const { marks, ignored, content } = decorated(`${line}\nText.`);
    expect({ marks, content }).toEqual({ marks: noMarks, content: 'Text.' });
    expect(ignored).toEqual([line.slice(2).split(' ')[0]]);
  }); // prettier-ignore

  it('that are said twice count once, the first time', () => {
    expect(marksOf('@@scan_depth 2', '@@scan_depth 5').rules.scanDepth).toBe(2);
  });

  it('that add keys all count', () => {
    expect(marksOf('@@additional_keys a', '@@additional_keys b').additionalKeys).toEqual([['a'], ['b']]);
  });

  it('have others stand in for them', () => {
    const more = ['@@x 1', '@@@y 1', '@@@z 1', '@@@scan_depth z', '@@@w', '@@@scan_depth 7', '@@@scan_depth 8'];
    expect(decorated(`${more.join('\n')}\nText.`)).toMatchObject({ marks: { rules: { scanDepth: 7 } }, ignored: [] });
  });

  it('need none to stand in where they mean something', () => {
    expect(marksOf('@@scan_depth 7', '@@@depth 8').rules).toEqual({ scanDepth: 7 });
  });

  it.each([
    [['@@depth 3', '@@position before_desc'], { position: 'before' }],
    [['@@reverse_depth 3', '@@depth 2'], { position: 'depth', depth: 2 }],
    [['@@reverse_depth 3', '@@position after_desc'], { position: 'after' }],
  ])('%s: a position is more than a depth, and a depth more than one from the beginning', (lines, rules) => {
    expect(marksOf(...lines).rules).toEqual(rules);
  });
});

describe('lore that is decorated', () => {
  const code = (lines: readonly string[], said: readonly string[], turn = 0, rules: LoreRules = {}) =>
    codeOf(chosen([anEntry('tower', { scanDepth: 1, ...rules }, { content: [...lines, 'Text.'].join('\n') })], said, { turn }), 'tower'); // prettier-ignore

  it.each<[readonly string[], readonly string[], number, string]>([
    [['@@activate'], ['Hm.'], 0, 'activate'],
    [['@@dont_activate'], ['tower'], 0, 'dont-activate'],
    [['@@dont_activate', '@@activate'], ['Hm.'], 0, 'activate'],
    [['@@activate_only_after 2'], ['tower'], 1, 'after'],
    [['@@activate_only_after 2'], ['tower'], 2, 'key'],
    [['@@activate_only_every 3'], ['tower'], 4, 'every'],
    [['@@activate_only_every 3'], ['tower'], 6, 'key'],
    [['@@keep_activate_after_match'], ['tower', '> Hm.', 'Hm?'], 1, 'kept'],
    [['@@keep_activate_after_match'], ['Hm?', '> tower', 'Hm?'], 1, 'no-key'],
    [['@@dont_activate_after_match'], ['tower', '> Hm.', 'tower'], 1, 'spent'],
    [['@@dont_activate_after_match'], ['Hm?', '> Hm.', 'tower'], 1, 'key'],
    [['@@additional_keys red,blue'], ['tower'], 0, 'no-additional-key'],
    [['@@additional_keys red,blue'], ['tower blue'], 0, 'key'],
    [['@@additional_keys red', '@@additional_keys blue'], ['tower blue'], 0, 'no-additional-key'],
    [['@@exclude_keys red,blue'], ['tower blue'], 0, 'excluded'],
    [['@@exclude_keys red,blue'], ['tower'], 0, 'key'],
    [['@@scan_depth 3'], ['tower', '> Hm.', 'Hm?'], 1, 'key'],
  ])('%s on %s at answer %d: %s', (lines, said, turn, expected) => {
    expect(code(lines, said, turn)).toBe(expected);
  });

  it('counts the answers as they were then', () => {
    const lines = ['@@activate_only_after 1', '@@keep_activate_after_match'];
    expect(code(lines, ['tower', '> Hm.', 'Hm?'], 1)).toBe('no-key');
    expect(code(lines, ['tower', '> Hm.', 'Hm?'], 2)).toBe('kept');
  });

  it('that is always there minds the keys that decorators add, and stands with the message', () => {
    const entry = anEntry('tower', {}, { constant: true, content: '@@exclude_keys red\nText.' });
    expect(chosen([entry], ['blue']).active).toMatchObject([{ code: 'constant', place: 'turn' }]);
    expect(codeOf(chosen([entry], ['red']), 'tower')).toBe('excluded');
  });

  it('takes more expressions where it has expressions', () => {
    expect(code(['@@additional_keys re+d'], ['reeed'], 0, { useRegex: true })).toBe('key');
  });

  it('is read without its decorators, and says which of them mean nothing', () => {
    const entry = anEntry('tower', {}, { content: '@@is_greeting 1\n@@depth 2\nText.' });
    expect(chosen([entry], ['tower']).active).toMatchObject([
      {
        content: 'Text.',
        rules: { position: 'depth', depth: 2 },
        remarks: ['The decorator @@is_greeting means nothing here.'],
      },
    ]);
  });

  it('stands with the message when it only comes at times, constant or not', () => {
    const entry = anEntry('tower', {}, { constant: true, content: '@@activate_only_every 1\nText.' });
    expect(chosen([entry], ['Hm.']).active).toMatchObject([{ place: 'turn' }]);
  });
});
