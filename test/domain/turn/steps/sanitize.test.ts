import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { presentable, sanitize } from '../../../../src/domain/turn/steps/sanitize.js';

const names = ['Lilith', 'Lil'];
const clean = (answer: string) => sanitize(answer, names).text;

describe('thinking aloud', () => {
  it.each([
    ['before the answer', '<think>Hm.</think>Always.', 'Always.'],
    ['in the middle', 'Al<think>Hm.</think>ways.', 'Always.'],
    ['more than once', '<think>a</think>One. <think>b</think>Two.', 'One. Two.'],
    ['in another case', '<THINK>Hm.</Think>Always.', 'Always.'],
    ['over several lines', '<think>\nHm.\n\nHm.\n</think>\n\nAlways.', 'Always.'],
    ['with a space in the tag', '<think >Hm.</think\n>Always.', 'Always.'],
    ['inside thinking', '<think>a<think>b</think>c</think>Always.', 'Always.'],
    ['in tags of several kinds', '<reasoning>a<scratchpad>b</scratchpad></reasoning>Always.', 'Always.'],
    ['in square brackets', '[thinking]Hm.[/thinking]Always.', 'Always.'],
    ['that is empty', '<think></think>Always.', 'Always.'],
    ['that is not closed', 'Always. <think>Or should I', 'Always.'],
    ['that is only closed', 'I should say yes.</think>Always.', 'Always.'],
    ['that is closed twice', '<think>a</think>b</think>Always.', 'Always.'],
    ['that mentions its own tag in code', '<think>No `<think>` tags.</think>Always.', 'Always.'],
    ['that mentions its own end in code', '<think>No `</think>` tags.</think>Always.', 'Always.'],
    ['with a lone backtick in it', '<think>a ` b</think>Always, `Ada`.', 'Always, `Ada`.'],
    ['with a fence in it that is never closed', '<think>\n```\na</think>\nSo:\n```\nb\n```', 'So:\n```\nb\n```'],
  ])('%s is not said', (_, answer, said) => {
    expect(clean(answer)).toBe(said);
  });

  it.each(['think', 'thinking', 'reasoning', 'thought', 'reflection', 'scratchpad'])('in <%s> is not said', tag => {
    expect(clean(`<${tag}>Hm.</${tag}>Always.`)).toBe('Always.');
  });

  it.each([
    ['a tag in code', 'Write `<think>` and `</think>`.'],
    ['a tag in a block of code', '```xml\n<think>a</think>\n```'],
    ['a tag in code with backticks', '``a ` <think>b</think>``'],
    ['a tag of another name', '<thinker>Rodin</thinker> <b>think</b>'],
    ['a tag that is not whole', '< think> <think <thi think>'],
    ['other brackets', '[think] (thinking) {think}'],
    ['brackets that mean less and more', '1 < 2 > 0'],
  ])('is not what looks like it: %s', (_, answer) => {
    expect(clean(answer)).toBe(answer);
  });

  it('of nobody is said, however much of it there is', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('<think>', '</think>', '[thinking]', 'a', ' ')), pieces => {
        expect(clean(pieces.join(''))).not.toMatch(/think/);
      }),
      { seed: 1815, numRuns: 1000 },
    );
  });
});

describe('a name in front of the answer', () => {
  it.each([
    ['plain', 'Lilith: Always.', 'Always.'],
    ['bold', '**Lilith:** Always.', 'Always.'],
    ['bold but for the colon', '**Lilith**: Always.', 'Always.'],
    ['on a line of its own', '\n Lilith:\nAlways.', 'Always.'],
    ['that is the shorter one', 'Lil: Always.', 'Always.'],
    ['after thinking', '<think>Hm.</think>\n\nLilith: Always.', 'Always.'],
  ])('%s is taken away', (_, answer, said) => {
    expect(clean(answer)).toBe(said);
  });

  it.each([
    ['of somebody else', 'Ada: Always.'],
    ['that only begins alike', 'Lilithium: a metal.'],
    ['later in the answer', 'I am Lilith: always.'],
    ['without a colon', 'Lilith always.'],
    ['that is said on purpose', 'Lilith: Lilith: a play.'],
  ])('%s is left', (_, answer) => {
    expect(clean(answer)).toBe(answer.replace('Lilith: Lilith:', 'Lilith:'));
  });
});

describe('the steps', () => {
  it('are named in order', () => {
    expect(sanitize('Always.', names).steps.map(({ name }) => name)).toEqual(['thinking', 'leading-name', 'trim']);
  });

  it.each([
    ['nothing', 'Always.', []],
    ['thinking', '<think>a</think>Always.', ['thinking']],
    ['a name', 'Lilith: Always.', ['leading-name']],
    ['blanks', ' Always.\n', ['trim']],
    ['everything', '<think>a</think> Lilith: Always. ', ['thinking', 'leading-name', 'trim']],
  ])('say where they changed %s', (_, answer, changed) => {
    const steps = sanitize(answer, names).steps;
    expect(steps.filter(step => step.changed).map(({ name }) => name)).toEqual(changed);
  });
});

it.each(['<thinking>', '</thinking>', '<think', '[thinking]', '<think>a</think>', '`<think>`', '< ', '`'])(
  'copes with 300,000 characters of %s',
  piece => {
    const answer = piece.repeat(300_000 / piece.length);
    expect(clean(`${answer}`).length).toBeLessThanOrEqual(answer.length);
    expect(presentable(answer, names).length).toBeLessThanOrEqual(answer.length);
  },
);

describe('what is shown of an answer that is still being made', () => {
  const beginnings = (answer: string) => Array.from(answer, (_, index) => [...answer].slice(0, index + 1).join(''));
  const shown = (answer: string) => beginnings(answer).map(beginning => presentable(beginning, names));

  it('grows with the answer', () => {
    expect(new Set(shown('Always, my dear Ada.')).size).toBeGreaterThan(5);
  });

  it('goes on after brackets that are no tags', () => {
    expect(presentable('Surely 1 < 2, and [so on', names)).toBe('Surely 1 < 2, and [so on');
  });

  it.each([
    ['nothing of what is thought', '<think>I am asked whether I am there.', ''],
    ['nothing of a tag that is half there', 'I am here. <thi', 'I am here.'],
    ['nothing of a tag that is almost there', 'I am here. </think  ', 'I am here.'],
    ['nothing before it is clear that it is no name', 'Lilith', ''],
    ['nothing before it is clear that it is no name after thinking', '<think>A long thought.</think>Lil', ''],
    ['nothing of a placeholder that is half there', 'I am here, {{us', 'I am here,'],
    ['no tag that may turn out to be code', 'I write `like <think>this', 'I write `like'],
  ])('is %s', (_, unfinished, said) => {
    expect(presentable(unfinished, names)).toBe(said);
  });

  const anyPiece = fc.constantFrom(
    'a', 'Lilith', 'Lil', ':', '**', ' ', '\n', '<', '>', '[', ']', '{', '}', '<think>', '<b>', '[thinking]', '`', '`', '``', '```',
    '<think >', 'word ', '/', 'think', '{{char}}', '{user}', '🌙',
  ); // prettier-ignore
  const thought = (pieces: readonly string[]) => `<think>${pieces.join('')}</think>`;
  const anyAnswer = fc
    .array(fc.oneof(anyPiece, fc.array(fc.constantFrom('a', '`', '<think>', 'b '), { maxLength: 3 }).map(thought)), {
      maxLength: 14,
    })
    .map(pieces => pieces.join(''));

  /** Thinking that is closed and was never opened takes back what came before it. Nobody can foresee that. */
  const takesBack = (answer: string) =>
    beginnings(answer).some(beginning => !sanitize(`x${beginning}`, []).text.startsWith('x'));

  it('is always the beginning of what it turns out to be', () => {
    fc.assert(
      fc.property(anyAnswer, answer => {
        fc.pre(!takesBack(answer));
        const final = sanitize(answer, names).text;
        expect(shown(answer).filter(text => !final.startsWith(text))).toEqual([]);
      }),
      { seed: 1815, numRuns: 2000 },
    );
  });
});
