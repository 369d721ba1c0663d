import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { endsAfter, fakeProvider, fallsSilentAfter, neverAnswers, refuses, says } from '../fakes/provider.js';
import { aHome, anEmptyPlace, idOf, type Home } from '../support/run-command.js';
import { atTerminal, ctrl, type Terminal } from '../support/run-command-terminal.js';

const bob = idOf('bob');
const prompt = '\nyou: ';
const enter = '\r';
const colour = /\u001b\[[0-9;]+m/;

const aHomeWithLilith = async (fields = ''): Promise<Home> => {
  const home = await aHome();
  const set = `--set 'prompt.greeting=The kettle is on.' ${fields}`;
  expect(await home.run(`personality create lilith --name Lilith ${set}`)).toMatchObject({ code: 0 });
  return home;
};

/** Says something, and returns what came until the program listens again. */
async function sayTo(terminal: Terminal, text: string): Promise<string> {
  terminal.types(text + enter);
  await terminal.sees(text);
  return terminal.sees(prompt);
}

/** A conversation that has begun. */
async function talking(home: Home, line = 'chat lilith', env: Readonly<Record<string, string>> = {}) {
  const terminal = atTerminal(home, line, env);
  const welcome = await terminal.sees(prompt);
  return { terminal, welcome, say: (text: string) => sayTo(terminal, text) };
}

describe('a conversation', () => {
  it('begins with who is there, which model speaks, and a greeting', async () => {
    const { welcome } = await talking(await aHomeWithLilith());
    expect(welcome).toMatch(/^Talking to Lilith \(the built-in demo model, offline and free\)\. \/help shows/);
    expect(welcome).toContain('\nLilith: The kettle is on.\n');
  });

  it('goes to and fro', async () => {
    const home = await aHomeWithLilith();
    const { terminal, say } = await talking(home);
    expect(await say('My sister Noa is moving to Haifa.')).toMatch(
      /\nLilith: Noted: “My sister Noa is moving to Haifa\.”\n/,
    );
    expect(await say('Where is my sister moving to?')).toContain('“My sister Noa is moving to Haifa.”');
    terminal.types(ctrl.d);
    expect(await terminal.ended).toMatchObject({ code: 0 });
    expect(await home.json('history')).toHaveLength(4);
  });

  it('loses nothing of what is typed, or pasted, before an answer is there', async () => {
    const home = await aHomeWithLilith();
    const { terminal } = await talking(home);
    terminal.types(`I keep bees.${enter}I keep wasps.${enter}/quit${enter}`);
    await terminal.sees('Noted: “I keep bees.”');
    await terminal.sees('you: I keep wasps.\n');
    await terminal.sees('Lilith: ');
    expect(await terminal.ended).toMatchObject({ code: 0 });
    expect(await home.json('history')).toMatchObject([{ text: 'I keep bees.' }, {}, { text: 'I keep wasps.' }, {}]);
  });

  it('says nothing to an empty line, and does not answer out of character', async () => {
    const home = await aHomeWithLilith();
    const { terminal, say } = await talking(home);
    terminal.types(enter);
    expect(await terminal.sees(prompt)).toBe(`\n${prompt}`);
    expect(await say('((I am late))')).toContain('(not answered: out-of-character)');
    expect(await home.json('history')).toEqual([]);
  });

  it('may be long, and nothing is complained of', async () => {
    const { terminal } = await talking(await aHomeWithLilith());
    for (let line = 0; line < 15; line++) {
      terminal.types(enter);
      await terminal.sees(prompt);
    }
    terminal.types(ctrl.d);
    await terminal.ended;
    expect(terminal.raw()).not.toContain('Warning');
  });

  it('is a new one each time, unless one goes on with the last', async () => {
    const home = await aHomeWithLilith();
    const first = await talking(home);
    await first.say('hello');
    first.terminal.types(ctrl.d);
    await first.terminal.ended;
    const second = await talking(home, 'chat --continue');
    await second.say('hello again');
    expect(await second.say('/why')).toContain('history (2 lines)');
  });

  it('is in colour, and in none where that is asked for', async () => {
    const home = await aHomeWithLilith();
    const { terminal } = await talking(home);
    expect(terminal.raw()).toMatch(colour);
    for (const [line, env] of [
      ['chat lilith --no-color', {}],
      ['chat lilith', { NO_COLOR: '1' }],
    ] as const) {
      const plain = await talking(home, line, env);
      await plain.say('hello');
      await plain.say('/why');
      expect(plain.terminal.raw()).not.toMatch(colour);
    }
  });
});

describe('leaving', () => {
  it.each([
    ['Ctrl-C', ctrl.c],
    ['Ctrl-D', ctrl.d],
    ['/quit', `/quit${enter}`],
    ['/bye', `/bye${enter}`],
  ])('by %s at the prompt ends well, with exit code 0', async (_, keys) => {
    const { terminal } = await talking(await aHomeWithLilith());
    terminal.types(keys);
    expect(await terminal.sees('everything is in')).toContain('Until next time.');
    expect(await terminal.ended).toEqual({ code: 0, signal: 0 });
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('by %s ends well too', async signal => {
    const { terminal } = await talking(await aHomeWithLilith());
    terminal.kill(signal);
    expect(await terminal.ended).toEqual({ code: 0, signal: 0 });
  });
});

describe('Ctrl-C while an answer is being made', () => {
  it.each([
    ['before its first word', neverAnswers, 'hello'],
    ['in the middle of it', fallsSilentAfter('Always the kettle, and never'), 'Always the kettle, and never'],
  ])('%s breaks it off, and the conversation goes on', async (_, act, shown) => {
    await using provider = await fakeProvider(act, says('Always the kettle, and never the rain.'));
    const home = await aHomeWithLilith();
    const { terminal, say } = await talking(home, 'chat lilith', { TZUROT_LLM_URL: provider.url });
    terminal.types(`hello${enter}`);
    await terminal.sees(shown);
    await provider.asked(1);
    terminal.types(ctrl.c);
    expect(await terminal.sees(prompt)).toContain('\n(Interrupted. Nothing of it was kept.)');
    expect(await say('and now?')).toContain('\nLilith: Always the kettle, and never the rain.\n');
    terminal.types(ctrl.d);
    expect(await terminal.ended).toMatchObject({ code: 0 });
    expect(await home.json('history')).toMatchObject([{ text: 'and now?' }, {}]);
    expect(await home.json('verify')).toMatchObject({ ok: true });
  });
});

describe('an answer', () => {
  it('appears while it is being made', async () => {
    await using provider = await fakeProvider(fallsSilentAfter('Always the kettle, and never the rain, my dear.'));
    const terminal = atTerminal(await aHomeWithLilith(), 'chat lilith', { TZUROT_LLM_URL: provider.url });
    await terminal.sees(prompt);
    terminal.types(`hello${enter}`);
    expect(await terminal.sees('Always the kettle')).toContain('Lilith: ');
  });

  it('is shown once, whole, however it arrived', async () => {
    await using provider = await fakeProvider(
      says('Always the kettle,\nand *never* the rain. 🐝', { bytesAtATime: 1 }),
    );
    const { say } = await talking(await aHomeWithLilith(), 'chat lilith', { TZUROT_LLM_URL: provider.url });
    const shown = await say('hello');
    expect(shown).toBe(`\nLilith: Always the kettle,\nand *never* the rain. 🐝\n${prompt}`);
  });

  it('of another model than the one that was wanted says so under it', async () => {
    await using provider = await fakeProvider(refuses(404), says('The kettle sings.', { model: 'other/model' }));
    const home = await aHomeWithLilith('--set llm.model=some/model --set llm.fallbackModel=other/model');
    const { say } = await talking(home, 'chat lilith', { TZUROT_LLM_URL: provider.url });
    expect(await say('hello')).toBe(
      `\nLilith: The kettle sings.\n(some/model did not answer (not known to its provider), so other/model did.)\n${prompt}`,
    );
  });

  it('cannot steer the terminal', async () => {
    await using provider = await fakeProvider(says('Always\u001b]0;owned\u0007\u001b[2J\r\nthe kettle.'));
    const { terminal, say } = await talking(await aHomeWithLilith(), 'chat lilith --no-color', {
      TZUROT_LLM_URL: provider.url,
    });
    await say('hello');
    expect(terminal.raw()).not.toContain('\u001b]0;');
    expect(terminal.raw()).not.toContain('\u001b[2J');
  });

  it.each([
    ['refuses again and again', [refuses(503), refuses(503), refuses(503)], 'has trouble of its own'],
    ['breaks off what was shown', [endsAfter('Always the kettle, and never')], 'broke off'],
  ])(
    'that fails because the service %s is told in the personality’s words and in ours, and one can try again',
    async (_, acts, reason) => {
      await using provider = await fakeProvider(...acts, says('The kettle sings.'));
      const home = await aHomeWithLilith("--set 'errorMessage=The kettle boiled over.'");
      const { say } = await talking(home, 'chat lilith', { TZUROT_LLM_URL: provider.url });
      const failed = await say('hello');
      expect(failed).toContain('Lilith: The kettle boiled over.\n');
      expect(failed).toContain(reason);
      expect(failed).toContain('/why shows more.)');
      expect(await say('/why')).toContain('lilith had no answer at');
      expect(await say('hello?')).toContain('Lilith: The kettle sings.\n');
      expect(await home.json('history')).toHaveLength(2);
    },
  );
});

describe('what can be typed besides', () => {
  it('/help shows', async () => {
    const { say } = await talking(await aHomeWithLilith());
    const shown = await say('/help');
    for (const word of ['/why', '/attach', '/forget', '/switch', '/reset', '/history', '/quit'])
      expect(shown).toContain(`\n${word} `);
  });

  it('/why tells why the last answer was what it was', async () => {
    const { say } = await talking(await aHomeWithLilith());
    expect(await say('/why')).toContain('(Nothing was answered yet.)');
    await say('hello');
    const page = await say('/why');
    expect(page).toContain('lilith answered at');
    expect(page).toContain('The prompt, in tokens');
    expect(page).toMatch(/All of it: .* trace [0-9a-z]+/);
  });

  it('/attach shows a file with what one says next, and with nothing after that', async () => {
    const home = await aHomeWithLilith();
    const { terminal, say } = await talking(home);
    writeFileSync(join(home.folder, 'my  notes.md'), 'Bees dance.');
    expect(await say(`/attach ${join(home.folder, 'my  notes.md')}`)).toContain('“my  notes.md” goes along');
    await say('Look.');
    await say('And?');
    expect(await say('/attach')).toContain('(Which file? Type /attach and where it is.)');
    expect(await say('/attach /nowhere.png')).toContain('There is no file /nowhere.png.');
    terminal.types(ctrl.d);
    await terminal.ended;
    expect(await home.json('history')).toMatchObject([
      { text: 'Look.\n[document: my notes.md]' },
      {},
      { text: 'And?' },
      {},
    ]);
  });

  it('/forget takes back the last thing one said, and its answer', async () => {
    const home = await aHomeWithLilith();
    const { say } = await talking(home);
    expect(await say('/forget')).toContain('(There is nothing left to forget here.)');
    await say('I keep bees.');
    await say('My sister Noa is moving to Haifa.');
    expect(await say('/forget')).toContain('Forgotten: it will not come to mind again.');
    expect(await say('/forget')).toContain('(There is nothing left to forget here.)');
    expect(await home.json('memory search lilith Haifa')).toEqual([]);
    expect(await say('Where is my sister moving to?')).not.toContain('Haifa');
    expect(await home.json('memory search lilith bees')).not.toEqual([]);
  });

  it('/switch brings somebody else', async () => {
    const home = await aHomeWithLilith();
    await home.run('personality create tamar --name Tamar');
    await home.run(`personality create hidden --name Hidden --as ${bob}`);
    const { say } = await talking(home);
    expect(await say('/switch tamar')).toContain('Now talking to Tamar.');
    expect(await say('hello')).toContain('\nTamar: ');
    expect(await say('/switch')).toContain('(To whom? Type /switch and a name.)');
    expect(await say('/switch tamara')).toContain('Did you mean “tamar”?');
    expect(await say('/switch hidden')).toContain('is private, and belongs to somebody else');
    expect(await say('still there?')).toContain('\nTamar: ');
  });

  it('/reset begins a new conversation, and memory stays', async () => {
    const { say } = await talking(await aHomeWithLilith());
    await say('My sister Noa is moving to Haifa.');
    expect(await say('/reset')).toContain('A new conversation begins. What was said stays in memory.');
    expect(await say('Where is my sister moving to?')).toContain('“My sister Noa is moving to Haifa.”');
    const page = await say('/why');
    expect(page).not.toContain('history (');
    expect(page).toMatch(/✓ 0\.\d{3} {2}[0-9a-z]{16} {2}My sister Noa/);
  });

  it('/history shows what was said', async () => {
    const { say } = await talking(await aHomeWithLilith());
    await say('I keep bees.');
    expect(await say('/history')).toMatch(/\d\d:\d\d you → lilith: I keep bees\.\n\d\d:\d\d Lilith: /);
  });

  it('is met with what was probably meant', async () => {
    const { say } = await talking(await aHomeWithLilith());
    expect(await say('/forgte')).toContain('(There is no /forgte. Did you mean /forget?)');
    expect(await say('/xyzzy')).toContain('(There is no /xyzzy. /help shows what there is.)');
  });
});

describe('npm start at a terminal', () => {
  it('brings a newcomer to somebody who remembers, in a home that was not there before', async () => {
    const home = anEmptyPlace();
    const { terminal, welcome, say } = await talking(home, 'chat --demo');
    expect(welcome).toContain('Talking to Tamar');
    expect(welcome).toContain('Tamar: Good evening.');
    await say('My dog is called Argos.');
    await say('/reset');
    expect(await say('What is my dog called?')).toContain('Argos');
    terminal.types(ctrl.d);
    expect(await terminal.ended).toMatchObject({ code: 0 });
  });
});
