import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleaned, presentable, stepNames, tidied } from '../../../../src/domain/turn/answering/cleaned.js';
import { hostile, hostilePieces, inCompany } from '../../../support/hostile-answers.js';

const about = inCompany();
const clean = (answer: string) => cleaned(answer, about).text;
const shownOf = (unfinished: string) => presentable(unfinished, about);

describe('thinking aloud', () => {
  it.each([
    ['before the answer', '<think>Hm.</think>Always.', 'Always.'],
    ['in the middle', 'Al<think>Hm.</think>ways.', 'Always.'],
    ['more than once', '<think>a</think>One. <think>b</think>Two.', 'One. Two.'],
    ['in another case', '<THINK>Hm.</Think>Always.', 'Always.'],
    ['over several lines', '<think>\nHm.\n\nHm.\n</think>\n\nAlways.', 'Always.'],
    ['with attributes', '<think foo="x" depth=2>Hm.</think>Always.', 'Always.'],
    ['in a tag that closes itself', '<think/>Always.', 'Always.'],
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
    ['in brackets', '[Lilith]: Always.', 'Always.'],
    ['in small letters', 'lilith: Always.', 'Always.'],
    ['twice', 'Lilith: Lilith: Always.', 'Always.'],
    ['in a tag', '<Lilith>Always.</Lilith>', 'Always.'],
    ['with the time', '[12:34] Lilith: Always.', 'Always.'],
    ['after the date', '[2026-11-20 12:34] Always.', 'Always.'],
    ['after the day', '(Fri, Nov 20, 12:34) Always.', 'Always.'],
    ['after thinking', '<think>Hm.</think>\n\nLilith: Always.', 'Always.'],
  ])('%s is taken away', (_, answer, said) => {
    expect(clean(answer)).toBe(said);
  });

  it.each([
    ['of somebody else', 'Ada: Always.'],
    ['that is no name', 'Note: bring a lantern.'],
    ['that only begins alike', 'Lilithium: a metal.'],
    ['later in the answer', 'I am Lilith: always.'],
    ['without a colon', 'Lilith always.'],
    ['at the end of a line', 'I am called\nLilith: remember it.'],
  ])('%s is left', (_, answer) => {
    expect(clean(answer)).toBe(answer);
  });
});

describe('what a model repeats of its prompt', () => {
  it.each([
    ['a section', '<memories>\nShe keeps bees.\n</memories>\nAlways.', 'Always.'],
    ['what somebody confided', '<confided>\nAda\n  In their own words: Keeps bees.\n</confided>\nAlways.', 'Always.'],
    ['a section in a section', '<identity>\nYou.\n<tone>\nDry.\n</tone>\n</identity>\n\nAlways.', 'Always.'],
    ['a section with attributes', 'Always.\n<lore kind="old">\nNo door.\n</lore>', 'Always.'],
    ['a tag of a section that is never closed', '<reminder>\nAlways.', 'Always.'],
    ['a tag that closes nothing', 'Always.</message>', 'Always.'],
    ['a tag that closes nothing on a line of its own', 'Always.\n</participants>\nEven now.', 'Always.\nEven now.'],
    ['a tag around the whole', '<message>\nAlways.\n</message>', 'Always.'],
    ['what was escaped', 'I &lt;3 you -&gt; bees &amp; honey', 'I <3 you -> bees & honey'],
  ])('is taken out: %s', (_, answer, said) => {
    expect(clean(answer)).toBe(said);
  });

  it.each([
    ['HTML', '<time>12:00</time> and <b>bold</b>'],
    ['a section in code', '```xml\n<lore>\nNo door.\n</lore>\n```'],
    ['a section inside a line', 'Write <lore> and </lore> around it.'],
    ['an escaped tag', 'Write &lt;b&gt; for bold.'],
    ['an entity in code', 'Write `&lt;` for a bracket.'],
    ['what was escaped twice', 'Write &amp;lt; for &lt;b'],
  ])('is not what looks like it: %s', (_, answer) => {
    expect(clean(answer)).toBe(answer);
  });
});

describe('a turn of somebody else', () => {
  it.each([
    ['after the answer', 'Always.\nada: And bob?\nLilith: He, too.', 'Always.'],
    ['in bold', 'Always.\n\n**Bob:** And I?', 'Always.'],
    ['in brackets', 'Always.\n[Ada]: And bob?', 'Always.'],
    ['of nobody in particular', 'Always.\n\nUser: And bob?', 'Always.'],
  ])('%s is not said', (_, answer, said) => {
    expect(clean(answer)).toBe(said);
  });

  it.each([
    ['at the beginning', 'Ada: always.'],
    ['in code', '```yaml\nroles:\nada: owner\n```'],
    ['inside a line', 'I tell you, ada: always.'],
    ['of a stranger', 'Always.\nMallory: no.'],
    ['that is none', 'Always.\nAda is here.'],
  ])('is not what looks like it: %s', (_, answer) => {
    expect(clean(answer)).toBe(answer);
  });
});

describe('what was just said', () => {
  const said = 'Where is the lantern that hung in the harbour?';
  const answered = (answer: string) => cleaned(answer, inCompany({ said })).text;

  it.each([
    ['word for word', `${said} It is gone.`],
    ['with other blanks', `Where is the  lantern\nthat hung in the harbour?\n\nIt is gone.`],
    ['with the name of who said it', `ada: ${said}\nLilith: It is gone.`],
    ['as a quote', `> ${said}\n\nIt is gone.`],
    ['in quotation marks', `“${said}” It is gone.`],
    ['with a mark behind it', `${said}: It is gone.`],
    ['with a mark behind its quotation marks', `“${said}”: It is gone.`],
  ])('is not said again: %s', (_, answer) => {
    expect(answered(answer)).toBe('It is gone.');
  });

  it.each([
    ['with one word changed', 'Where is the lantern that stood in the harbour? Gone.'],
    ['later', `You ask: ${said} It is gone.`],
    ['and goes on', `${said.slice(0, -1)}master’s house?`],
  ])('is left where it is said %s', (_, answer) => {
    expect(answered(answer)).toBe(answer);
  });

  it('is left where it is short', () => {
    expect(cleaned('Are you there? I am.', inCompany({ said: 'Are you there?' })).text).toBe('Are you there? I am.');
  });
});

describe('an answer given twice', () => {
  const once = 'The lantern is gone, and nobody knows where.';

  it.each([
    ['in a row', once + once],
    ['after a blank', `${once} ${once}`],
    ['after an empty line', `${once}\n\n${once}`],
    ['with other blanks', `${once}\n${once.replaceAll(' ', '  ')}`],
    ['and once more', `${once}\n${once}\n${once}\n${once}`],
  ])('%s is given once', (_, answer) => {
    expect(clean(answer)).toBe(once);
  });

  it.each([
    ['almost', `${once} ${once.replace('gone', 'lost')}`],
    ['as a refrain', 'Nevermore. Nevermore.'],
    ['in the middle of a word', 'la'.repeat(60)],
  ])('%s is left', (_, answer) => {
    expect(clean(answer)).toBe(answer);
  });
});

describe('the steps', () => {
  it('are named in order', () => {
    expect(cleaned('Always.', about).steps).toEqual(stepNames.map(name => ({ name, changed: false })));
    expect(stepNames).toEqual([
      'thinking', 'prompt-sections', 'lead', 'closing-tags', 'other-voices', 'entities', 'trim', 'echo', 'doubled',
    ]); // prettier-ignore
  });

  it.each([
    ['nothing', 'Always.', []],
    ['thinking', '<think>a</think>Always.', ['thinking']],
    ['a name', 'Lilith: Always.', ['lead']],
    ['blanks', ' Always.\n', ['trim']],
    ['several things', '<think>a</think> Lilith: Always. ', ['thinking', 'lead', 'trim']],
  ])('say where they changed %s', (_, answer, changed) => {
    const { steps } = cleaned(answer, about);
    expect(steps.filter(step => step.changed).map(({ name }) => name)).toEqual(changed);
  });

  it('say what they took out', () => {
    const { steps } = cleaned('<think>Shall I?</think>Always.\nada: Good.', about);
    expect(steps.filter(step => step.changed)).toEqual([
      { name: 'thinking', changed: true, removed: ['Shall I?'] },
      { name: 'other-voices', changed: true, removed: ['\nada: Good.'] },
    ]);
  });
});

describe('of any answer', () => {
  const anyPiece = fc.constantFrom(
    'a', 'word ', 'Lilith: ', 'ada: ', '\nBob: ', ' ', '\n', '<', '>', '`', '``', '<think>', '</think>', '<thi', 'nk>', '<lore>\n',
    '\n</lore>\n', '</message>', '<message>', '[12:34] ', '&lt;', '&amp;', '3', '[thinking]', '[/thinking]', '**', '🌙',
    'The lantern is in the harbour. ', '\n\nUser: ',
  ); // prettier-ignore
  const anyAnswer = fc.array(anyPiece, { maxLength: 16 }).map(pieces => pieces.join(''));
  const anyPlain = fc
    .array(
      fc.constantFrom('a', 'word ', '*nods* ', '\n', 'é', '🌙', '# ', '- ', '**b**', '<b>', '</b>', '12:34', 'שלום'),
      {
        maxLength: 16,
      },
    )
    .map(pieces => pieces.join(''));
  const runs = { seed: 1815, numRuns: 3000 };

  it('a second cleaning changes nothing', () => {
    fc.assert(
      fc.property(anyAnswer, answer => {
        expect(clean(clean(answer))).toBe(clean(answer));
      }),
      runs,
    );
  });

  it('nothing is changed but the blanks around it, where there is nothing to clean', () => {
    fc.assert(
      fc.property(anyPlain, answer => {
        expect(clean(answer)).toBe(answer.trim());
      }),
      runs,
    );
  });
});

it.each(hostilePieces)('copes with 300,000 characters of %s', (_, piece) => {
  const answer = hostile(piece, 300_000);
  expect(clean(answer).length).toBeLessThanOrEqual(answer.length);
  expect(shownOf(answer).length).toBeLessThanOrEqual(answer.length);
});

describe('what is shown of an answer that is still being made', () => {
  const beginnings = (answer: string) => Array.from(answer, (_, index) => [...answer].slice(0, index + 1).join(''));
  const shown = (answer: string) => beginnings(answer).map(beginning => shownOf(beginning));

  it('grows with the answer', () => {
    expect(new Set(shown('Always, my dear Ada.')).size).toBeGreaterThan(5);
  });

  it('goes on after brackets that are no tags', () => {
    expect(shownOf('Surely 1 < 2, and [so on')).toBe('Surely 1 < 2, and [so on');
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
    expect(shownOf(unfinished)).toBe(said);
  });

  const anyPiece = fc.constantFrom(
    'a', 'Lilith', 'Lil', ':', '**', ' ', '\n', '<', '>', '[', ']', '{', '}', '<think>', '<b>', '[thinking]', '`', '`', '``', '```',
    '<think >', 'word ', '/', 'think', '{{char}}', '{user}', '🌙', '\n<lore>\n', '\n</lore>\n', '<lore>', '</message>', '<message>',
    '\nada: ', '\nBo', 'b: ', '\n\nUs', 'er: ', '&', 'lt;', '&lt;', 'amp;', '&gt;', '[12:', '34] ', '<think a="b">', '</lore>', '\t',
  ); // prettier-ignore
  const thought = (pieces: readonly string[]) => `<think>${pieces.join('')}</think>`;
  const anyAnswer = fc
    .array(fc.oneof(anyPiece, fc.array(fc.constantFrom('a', '`', '<think>', 'b '), { maxLength: 3 }).map(thought)), {
      maxLength: 14,
    })
    .map(pieces => pieces.join(''));

  /** Thinking that is closed and was never opened takes back what came before it. Nobody can foresee that. */
  const takesBack = (answer: string) =>
    cleaned(`x${answer}`, about).steps.some(
      ({ name, removed = [] }) => name === 'thinking' && removed.some(each => each.startsWith('x')),
    );

  it('is always the beginning of what it turns out to be', () => {
    fc.assert(
      fc.property(anyAnswer, answer => {
        fc.pre(!beginnings(answer).some(takesBack));
        const final = tidied(answer, about);
        expect(shown(answer).filter(text => !final.startsWith(text))).toEqual([]);
      }),
      { seed: 1815, numRuns: 400 },
    );
  });

  it('is all of it in the end, where nothing is left open', () => {
    const anyProse = fc.array(fc.constantFrom('word ', 'I say. ', '\n', '<b>x</b> ', '<think>a</think>', '\nadam '), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(anyProse, pieces => {
        const answer = `${pieces.join('')}and so it ends, here and now.`;
        expect(shownOf(answer)).toBe(tidied(answer, about));
      }),
      { seed: 1815, numRuns: 1000 },
    );
  });
});
