import { expect, it } from 'vitest';
import { breaths, type Breath } from '../../src/daemon/breaths.js';
import { fakeClock } from '../fakes/clock.js';
import { anAcceptance } from '../support/builders.js';

const message = (id: string, slug = 'lilith', userId = 'ada') =>
  anAcceptance({ said: { id }, userId, answerers: [{ slug, rule: 'addressed' }] });

function gathering() {
  const clock = fakeClock();
  const over: string[][] = [];
  const ending = new AbortController();
  const ids = (breath: Breath) => void over.push(breath.map(({ said }) => said.id));
  return { clock, over, ending, breath: breaths(clock, ending.signal, ids) };
}

it('gathers what one person says within a second and a half', async () => {
  const { clock, over, breath } = gathering();
  breath.add(message('1'));
  await clock.advance(1400);
  breath.add(message('2'));
  await clock.advance(200);
  breath.add(message('3'));
  await clock.advance(2000);
  expect(over).toEqual([['1', '2'], ['3']]);
});

it('keeps apart what others say, and what is said to others', async () => {
  const { clock, over, breath } = gathering();
  for (const each of [message('1'), message('2', 'luna'), message('3', 'lilith', 'bob')]) breath.add(each);
  await clock.advance(2000);
  expect(over).toEqual([['1'], ['2'], ['3']]);
});

it('is over when the program goes', async () => {
  const { clock, over, ending, breath } = gathering();
  breath.add(message('1'));
  ending.abort();
  await clock.advance(0);
  expect(over).toEqual([['1']]);
});
