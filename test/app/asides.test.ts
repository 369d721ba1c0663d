import { expect, it } from 'vitest';
import { asides } from '../../src/app/asides.js';
import { fakeClock } from '../fakes/clock.js';
import { fakeLog } from '../fakes/log.js';

const open = () => {
  const log = fakeLog();
  const leaving = new AbortController();
  const clock = fakeClock();
  return { log, clock, leaving, ...asides({ log, clock }, leaving) };
};

it('lets what is under way come to its end before the program does', async () => {
  const { run, end, leaving } = open();
  const work = Promise.withResolvers<void>();
  run('Asking', () => work.promise);
  const ended = end();
  expect(leaving.signal.aborted).toBe(false);
  work.resolve();
  await ended;
  expect(leaving.signal.aborted).toBe(true);
});

it('ends what would go on for ever, without a word in the log', async () => {
  const { run, end, log, clock } = open();
  run('Waiting', signal => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))));
  const ended = end();
  await clock.advance(2000);
  await ended;
  expect(log.lines).toEqual([]);
});

it('says in the log what failed, and goes on', async () => {
  const { run, end, log } = open();
  run('Asking', async () => Promise.reject(new Error('No.')));
  await end();
  expect(log.lines).toMatchObject([{ level: 'warn', message: 'Asking failed, and the rest went on' }]);
});

it('does what many want meanwhile once more, and once for all of them', async () => {
  const { run, end } = open();
  const first = Promise.withResolvers<void>();
  const done: string[] = [];
  const asking = (who: string, until = Promise.resolve()) =>
    run('Asking', async () => {
      done.push(who);
      await until;
    });
  asking('ada', first.promise);
  asking('bob');
  asking('mallory');
  run('Something else', async () => void done.push('lilith'));
  expect(done).toEqual(['ada', 'lilith']);
  first.resolve();
  await end();
  expect(done).toEqual(['ada', 'lilith', 'mallory']);
});
