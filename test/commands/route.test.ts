import { expect, it } from 'vitest';
import { aHome, everythingIn, idOf } from '../support/run-command.js';

const bob = idOf('bob');

const aHomeWithTwo = async () => {
  const home = await aHome();
  await home.run('personality create lilith --name Lilith --set isPublic=true');
  await home.run('personality create tamar --name Tamar');
  return home;
};

it('says who would answer, and by which rule', async () => {
  const routed = await (await aHomeWithTwo()).json('route explain "Good evening, @lilith!"');
  expect(routed).toMatchObject({
    answers: [{ slug: 'lilith', rule: 'addressed' }],
    ignored: null,
    steps: [
      { rule: 'out-of-character', matched: false },
      { rule: 'denied', matched: false },
      { rule: 'bot', matched: false },
      { rule: 'addressed', matched: true, detail: 'addresses lilith' },
    ],
  });
});

it.each([
  ['"((hello @lilith"', '', 'out-of-character'],
  ['hello', '', 'nobody-addressed'],
  ['hello', '--reply-to person', 'reply-to-person'],
  ['"mail ada@lilith"', '', 'nobody-addressed'],
  ['"the code `@lilith`"', '', 'nobody-addressed'],
])('says why nobody would: %s %s', async (text, flags, ignored) => {
  const home = await aHomeWithTwo();
  expect(await home.json(`route explain ${text} ${flags}`)).toMatchObject({ answers: [], ignored });
});

it.each([
  ['hello', '--reply-to lilith', [['lilith', 'addressed']]],
  [
    '"@tamar, hello"',
    '--reply-to lilith',
    [
      ['lilith', 'addressed'],
      ['tamar', 'addressed'],
    ],
  ],
  ['hello', '--channel dm --dm-with tamar', [['tamar', 'direct-message']]],
  [
    '"hello @LILITH and @Tamar"',
    '',
    [
      ['lilith', 'addressed'],
      ['tamar', 'addressed'],
    ],
  ],
])('sees what a message replies to, and where it is said: %s %s', async (text, flags, answers) => {
  const home = await aHomeWithTwo();
  expect(await home.json(`route explain ${text} ${flags}`)).toMatchObject({
    answers: answers.map(([slug, rule]) => ({ slug, rule })),
    ignored: null,
  });
});

it('shows help in a direct message in which nobody spoke yet', async () => {
  const home = await aHomeWithTwo();
  expect(await home.json('route explain hello --channel dm')).toMatchObject({ answers: [], ignored: null, help: true });
});

it('does not let a stranger call somebody private', async () => {
  const home = await aHomeWithTwo();
  expect(await home.json(`route explain "hello @tamar" --as ${bob}`)).toMatchObject({
    answers: [],
    ignored: 'nobody-addressed',
  });
});

it('shows a person every rule that was looked at, and the outcome', async () => {
  const home = await aHomeWithTwo();
  const { code, stdout, stderr } = await home.run('route explain "hello @lilith"');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^ {2}out-of-character +does not begin with \(\( or \/\/$/m);
  expect(stdout).toMatch(/^→ addressed +addresses lilith$/m);
  expect(stdout).toMatch(/\nAnswers: lilith\.\n$/);
  expect((await home.run('route explain hello')).stdout).toMatch(/\nNobody answers: nobody-addressed\.\n$/);
});

it('says nothing to anybody', async () => {
  const home = await aHomeWithTwo();
  const before = everythingIn(home.path);
  await home.run('route explain "hello @lilith"');
  expect(everythingIn(home.path)).toEqual(before);
});

it('refuses a place that is none', async () => {
  expect(await (await aHomeWithTwo()).failure('route explain hello --channel moon')).toMatchObject({
    exit: 2,
    message: expect.stringContaining('server, dm'),
  });
});
