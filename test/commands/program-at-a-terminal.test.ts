import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { aHome, aHomeWithLilith, anEmptyPlace, type Home } from '../support/run-command.js';
import { atTerminal, ctrl } from '../support/run-command-terminal.js';

const enter = '\r';
const colour = /\u001b\[[0-9;]+m/;

describe('the program without a command', () => {
  it('welcomes a newcomer, makes a home, and lets them talk at once', async () => {
    const home = anEmptyPlace();
    const terminal = atTerminal(home, '');
    const welcome = await terminal.sees('What would you like? [1] ');
    expect(welcome).toContain(`Welcome to tzurot. A home was made for you in ${home.path}`);
    expect(existsSync(home.path)).toBe(true);
    terminal.types(enter);
    await terminal.sees('Talking to Tamar');
    await terminal.sees('\nyou: ');
    terminal.types(ctrl.d);
    expect(await terminal.ended).toMatchObject({ code: 0 });
  });

  it.each([
    ['2', 'import FILE-OR-FOLDER --dry-run'],
    ['3', 'personality create lilith --name Lilith'],
    ['4', 'help'],
  ])('says on %s what to type', async (choice, command) => {
    const terminal = atTerminal(anEmptyPlace(), '');
    await terminal.sees('What would you like? [1] ');
    terminal.types(choice + enter);
    await terminal.sees(`tzurot ${command}`);
    expect(await terminal.ended).toMatchObject({ code: 0 });
  });

  it.each([
    ['Ctrl-D', ctrl.d, 0],
    ['Ctrl-C', ctrl.c, 130],
  ])('lets a newcomer leave by %s', async (_, keys, code) => {
    const terminal = atTerminal(anEmptyPlace(), '');
    await terminal.sees('What would you like? [1] ');
    terminal.types(keys);
    expect(await terminal.ended).toMatchObject({ code });
    expect(terminal.raw()).not.toContain('Talking to');
  });

  it('shows how things stand, later', async () => {
    const home = await aHome();
    const shown = async () => {
      const terminal = atTerminal(home, '');
      const text = await terminal.sees('\nNext: ');
      expect(await terminal.ended).toMatchObject({ code: 0 });
      return text;
    };
    expect(await shown()).toMatch(/personalities +none yet\n +last talk +never\n +answers +0, \$0 in all\n/);
    await home.run('personality create lilith --name Lilith');
    await home.run('chat lilith -m hello');
    expect(await shown()).toMatch(
      /personalities +1: Lilith\n +last talk +just now, with lilith\n +answers +1, \$0 in all\n/,
    );
  });

  it('is in colour, and in none where that is asked for', async () => {
    const home = await aHome();
    const rawOf = async (line: string, env = {}) => {
      const terminal = atTerminal(home, line, env);
      await terminal.ended;
      return terminal.raw();
    };
    expect(await rawOf('')).toMatch(colour);
    expect(await rawOf('doctor')).toMatch(colour);
    for (const line of ['', 'doctor', 'help', 'config list', 'xyzzy']) {
      expect(await rawOf(`${line} --no-color`)).not.toMatch(colour);
      expect(await rawOf(line, { NO_COLOR: '1' })).not.toMatch(colour);
    }
  });
});

describe('a question', () => {
  it.each(['y', 'yes', 'Y'])('answered with %s is a yes', async answer => {
    const home = await aHomeWithLilith();
    const terminal = atTerminal(home, 'personality delete lilith');
    expect(await terminal.sees('[y/N] ')).toContain('Remove Lilith with 0 memories, 0 lines and 0 pieces of lore?');
    terminal.types(answer + enter);
    await terminal.sees('Removed Lilith');
    expect(await terminal.ended).toMatchObject({ code: 0 });
    expect(await home.json('personality list')).toEqual([]);
  });

  it.each([
    ['n', enter],
    ['nothing', enter],
    ['anything else', `perhaps${enter}`],
    ['Ctrl-D', ctrl.d],
  ])('answered with %s is a no', async (_, keys) => {
    const home = await aHomeWithLilith();
    const terminal = atTerminal(home, 'personality delete lilith');
    await terminal.sees('[y/N] ');
    terminal.types(keys);
    await terminal.sees('Nothing was done.');
    expect(await terminal.ended).toMatchObject({ code: 2 });
    expect(await home.json('personality list')).toHaveLength(1);
  });

  it('is not asked twice when Ctrl-C is the answer: exit code 130', async () => {
    const home = await aHomeWithLilith();
    const terminal = atTerminal(home, 'personality delete lilith');
    await terminal.sees('[y/N] ');
    terminal.types(ctrl.c);
    expect(await terminal.ended).toMatchObject({ code: 130 });
    expect(await home.json('personality list')).toHaveLength(1);
  });
});

describe('personality edit without a field', () => {
  const edited = async (home: Home, editor: string) => {
    const terminal = atTerminal(home, 'personality edit lilith', { EDITOR: editor });
    const { code } = await terminal.ended;
    return { code, shown: terminal.raw() };
  };

  it('opens a form in the person’s editor, and takes what they made of it', async () => {
    const home = await aHomeWithLilith('--set prompt.tone=dry --set birthday=02-29');
    expect(await edited(home, 'sed -i s/dry/warm/')).toMatchObject({ code: 0 });
    expect(await home.json('personality show lilith')).toMatchObject({
      prompt: { tone: 'warm' },
      birthday: { year: null, month: 2, day: 29 },
    });
  });

  it.each([
    ['emptied', 'truncate -s 0', 2, 'The form is empty'],
    ['given a field that is none', 'sed -i s/tone/tune/', 2, 'tune'],
    ['given a value that will not do', 'sed -i s/isPublic:.*/isPublic:7/', 2, 'form'],
    ['left by an editor that failed', 'false', 6, 'ended with an error'],
    ['to be opened by an editor that is none', 'no-such-editor', 6, 'does not start'],
  ])('changes nothing where the form was %s', async (_, editor, code, reason) => {
    const home = await aHomeWithLilith('--set prompt.tone=dry');
    const before = await home.json('personality show lilith');
    const outcome = await edited(home, editor);
    expect(outcome).toEqual({ code, shown: expect.stringContaining(reason) });
    expect(await home.json('personality show lilith')).toEqual(before);
  });
});

it('a list is a screenful, unless one asks for all of it', async () => {
  const home = await aHomeWithLilith();
  for (let count = 0; count < 51; count++) await home.run(`memory add lilith "Bee number ${count}."`);
  const rowsOf = async (line: string) => {
    const terminal = atTerminal(home, line);
    await terminal.ended;
    return terminal.raw().match(/Bee number/g)?.length;
  };
  expect(await rowsOf('memory list lilith')).toBe(50);
  expect(await rowsOf('memory list lilith --all')).toBe(51);
  expect(await rowsOf('memory list lilith --limit 51')).toBe(51);
  expect(await rowsOf('memory list lilith --json')).toBe(51);
});
