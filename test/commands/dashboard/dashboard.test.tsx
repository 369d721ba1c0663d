import { render } from 'ink';
import { expect, it, onTestFinished } from 'vitest';
import { Dashboard, type Watched } from '../../../src/commands/_view/dashboard/dashboard.js';
import { TzurotError } from '../../../src/domain/errors.js';
import { aGlass, aKeyboard } from './glass.js';
import { anOverview, aRow } from './overviews.js';

const choice = { period: 'month', by: 'personality' } as const;

/** A dashboard that shows lilith, and then what is loaded. */
function watching(load: Watched['load'], more: Partial<Watched> = {}) {
  const glass = aGlass(100, 30);
  const keyboard = aKeyboard();
  const watched: Watched = {
    whose: 'local',
    program: 'npx tzurot',
    groupings: ['personality', 'model'],
    inColour: false,
    load,
    interrupt: () => {},
    ...more,
  };
  const shown = render(<Dashboard watched={watched} first={{ overview: anOverview(), choice }} />, {
    stdout: glass.stdout,
    stdin: keyboard.stdin,
    interactive: true,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  onTestFinished(() => shown.unmount());
  return { ...glass, ...keyboard, ended: shown.waitUntilExit() };
}

it('loads what a key asks for at once', async () => {
  const asked: unknown[] = [];
  const { sees, types } = watching(async wanted => {
    asked.push(wanted);
    return anOverview({ rows: [aRow({ key: 'b', name: 'Another Model' })] });
  });
  await sees('Lilith');
  types('g');
  await sees('Another Model');
  expect(asked).toEqual([{ period: 'month', by: 'model' }]);
});

it('keeps the figures and says why they are old, when the store cannot be read', async () => {
  const { sees, types } = watching(async () => {
    throw new TzurotError('conflict', 'The database is locked.');
  });
  await sees('Lilith');
  types('d');
  await expect(sees('The database is locked. Trying again.')).resolves.toBeUndefined();
});

it('ends when something fails that nobody foresaw', async () => {
  const { sees, types, ended } = watching(async () => {
    throw new Error('a slip');
  });
  await sees('Lilith');
  types('d');
  await expect(ended).rejects.toThrow('a slip');
});

it('asks the program to end when it is interrupted, and goes on until then', async () => {
  let isInterrupted = false;
  const { sees, types, ended } = watching(async () => anOverview(), { interrupt: () => void (isInterrupted = true) });
  await sees('Lilith');
  types('\u0003');
  types('?');
  await sees('Shift-Tab goes back');
  expect(isInterrupted).toBe(true);
  types('?q');
  await ended;
});
