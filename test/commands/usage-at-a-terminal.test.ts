import { describe, expect, it } from 'vitest';
import { aHome, idOf, type Home } from '../support/run-command.js';
import { runProcess } from '../support/run-command-process.js';
import { atTerminal, ctrl, type Terminal } from '../support/run-command-terminal.js';
import { spend } from '../support/spending.js';

const lastKey = '? help';
const colour = /\u001b\[(?:1|2|3[0-7])m/;
const [leavesScreen, showsCursor] = ['\u001b[?1049l', '\u001b[?25h'];
const [entersScreen, hidesCursor] = ['\u001b[?1049h', '\u001b[?25l'];

async function aHomeInUse(): Promise<Home> {
  const home = await aHome();
  await home.run('personality create lilith --name Lilith');
  await spend(home, { model: 'some/model', spent: { costNanoUsd: 4_200_000 } });
  return home;
}

async function watching(home: Home, line = 'usage', env: Readonly<Record<string, string>> = {}) {
  const terminal = atTerminal(home, line, env);
  const frame = await terminal.sees(lastKey);
  return { terminal, frame };
}

/** Waits for a frame of so few lines: while the window changes, one of the size before may still come. */
async function frameOf(terminal: Terminal, rows: number): Promise<string> {
  const text = await terminal.sees('q quit');
  const frame = text.slice(text.lastIndexOf('local · '));
  return frame.split('\n').length <= rows ? frame : frameOf(terminal, rows);
}

function expectRestored(terminal: Terminal): void {
  const raw = terminal.raw();
  expect(raw.indexOf(entersScreen)).toBeGreaterThanOrEqual(0);
  expect(raw.lastIndexOf(leavesScreen)).toBeGreaterThan(raw.lastIndexOf(entersScreen));
  expect(raw.lastIndexOf(showsCursor)).toBeGreaterThan(raw.lastIndexOf(hidesCursor));
}

describe('the dashboard', () => {
  it('shows the figures, and leaves the terminal as it was', async () => {
    const { terminal, frame } = await watching(await aHomeInUse());
    expect(frame).toMatch(/local · this month · .* · UTC/);
    expect(frame).toMatch(/today +\$0\.0042/);
    expect(frame).toMatch(/Lilith +█+ +1 +150 tokens +\$0\.0042/);
    terminal.types('q');
    expect(await terminal.ended).toMatchObject({ code: 0 });
    expectRestored(terminal);
  });

  it('shows what another process spends meanwhile', async () => {
    const home = await aHomeInUse();
    const { terminal } = await watching(home);
    expect(await runProcess(home, 'chat lilith -m "good evening"')).toMatchObject({ code: 0 });
    const frame = await terminal.sees('2 requests');
    expect(frame).toMatch(/today +\$0\.0042/);
    await spend(home, { model: 'another/model' });
    expect(await terminal.sees('open …')).toContain('another/model');
    terminal.types('q');
    expect(await terminal.ended).toMatchObject({ code: 0 });
  });

  it('changes period and grouping by keys, typed at once or one by one', async () => {
    const { terminal } = await watching(await aHomeInUse());
    terminal.types('d');
    expect(await terminal.sees('Spent by hour')).toContain('local · today · ');
    terminal.types('wg');
    await terminal.sees('local · this week · ');
    expect(await terminal.sees(lastKey)).toContain('By model');
    terminal.types('\u001b[C');
    await terminal.sees('local · this month · ');
    terminal.types('\t');
    await terminal.sees('By provider');
    terminal.types('?');
    await terminal.sees('Shift-Tab goes back');
    terminal.types('?q');
    expect(await terminal.ended).toMatchObject({ code: 0 });
  });

  it('stands still while it is paused', async () => {
    const home = await aHomeInUse();
    const { terminal } = await watching(home);
    terminal.types('p');
    await terminal.sees('(paused)');
    await spend(home, { spent: {} });
    terminal.types('d');
    expect(await terminal.sees('2 requests')).toContain('(paused)');
    terminal.types('p');
    await terminal.sees('local · today');
    terminal.types('q');
    expect(await terminal.ended).toMatchObject({ code: 0 });
  });

  it('fits the window when that becomes small, and when it grows again', async () => {
    const { terminal } = await watching(await aHomeInUse());
    terminal.resizes(40, 10);
    const frame = await frameOf(terminal, 10);
    expect(Math.max(...frame.split('\n').map(line => line.length))).toBeLessThanOrEqual(40);
    expect(frame).toContain('Lilith');
    terminal.resizes(120, 40);
    expect(await terminal.sees(lastKey)).toContain('Latest calls');
    terminal.types('q');
    expect(await terminal.ended).toMatchObject({ code: 0 });
    expectRestored(terminal);
  });

  it.each([
    ['Ctrl-C', 130, (terminal: Terminal) => terminal.types(ctrl.c)],
    ['an interrupt from elsewhere', 130, (terminal: Terminal) => terminal.kill('SIGINT')],
    ['a request to end', 143, (terminal: Terminal) => terminal.kill('SIGTERM')],
    ['Esc', 0, (terminal: Terminal) => terminal.types('\u001b')],
  ])('ends by %s with %d, and leaves the terminal as it was', async (_, code, end) => {
    const { terminal } = await watching(await aHomeInUse());
    end(terminal);
    expect(await terminal.ended).toMatchObject({ code });
    expectRestored(terminal);
  });

  it('tells a newcomer what to do', async () => {
    const { terminal, frame } = await watching(await aHome());
    expect(frame).toContain('Nothing used yet. Talk to somebody: npx tzurot chat');
    terminal.types('q');
    expect(await terminal.ended).toMatchObject({ code: 0 });
  });

  it.each([
    ['usage --no-color', {}],
    ['usage', { NO_COLOR: '1' }],
  ])('%s %o has no colours', async (line, env) => {
    const { terminal } = await watching(await aHomeInUse(), line, env);
    terminal.types('q');
    expect(await terminal.ended).toMatchObject({ code: 0 });
    expect(terminal.raw()).not.toMatch(colour);
  });

  it('has colours otherwise', async () => {
    const { terminal } = await watching(await aHomeInUse());
    expect(terminal.raw()).toMatch(colour);
  });

  it('of everybody has people among its groups', async () => {
    const { terminal, frame } = await watching(await aHomeInUse(), 'admin usage');
    expect(frame).toContain('Everyone · this month');
    expect(frame).toContain('By person');
    terminal.types('q');
    expect(await terminal.ended).toMatchObject({ code: 0 });
  });

  it('of everybody is for the owner alone', async () => {
    const terminal = atTerminal(await aHomeInUse(), `admin usage --as ${idOf('bob')}`);
    await terminal.sees('Only the owner of this home');
    expect(await terminal.ended).toMatchObject({ code: 5 });
    expect(terminal.raw()).not.toContain(entersScreen);
  });

  it.each([
    ['usage', { TERM: 'dumb' }],
    ['usage --no-watch', {}],
  ])('%s %o is the table', async (line, env) => {
    const terminal = atTerminal(await aHomeInUse(), line, env);
    await terminal.sees('in all');
    expect(await terminal.ended).toMatchObject({ code: 0 });
    expect(terminal.raw()).not.toContain(entersScreen);
  });

  it('has no colours where the terminal knows none', async () => {
    const terminal = atTerminal(await aHomeInUse(), 'usage', { TERM: 'dumb' });
    await terminal.sees('in all');
    await terminal.ended;
    expect(terminal.raw()).not.toContain('\u001B[');
  });
});

it('no other command loads the drawing of the dashboard', async () => {
  const home = await aHomeInUse();
  for (const line of ['usage --json', 'usage --no-watch', 'personality list', 'admin usage']) {
    const { code, stderr } = await runProcess(home, line, { env: { NODE_DEBUG: 'esm' } });
    expect(code).toBe(0);
    expect(stderr).toContain('_program.js');
    expect(stderr).not.toMatch(/_chunks\/watch-|yoga|react/);
  }
});
