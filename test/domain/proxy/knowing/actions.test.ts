import { expect, it } from 'vitest';
import { acquaintances } from '../../../../src/domain/proxy/knowing/actions.js';
import { fakeClock } from '../../../fakes/clock.js';
import { fakeLog } from '../../../fakes/log.js';

it('believes what was seen rather than what is answered afterwards', async () => {
  const answer = Promise.withResolvers<boolean>();
  const proxies = { knows: () => answer.promise };
  const known = acquaintances({ proxies, clock: fakeClock(), log: fakeLog() });
  const asked = known.speaksByProxy('ada');
  known.seen('ada');
  answer.resolve(false);
  expect(await asked).toBe(true);
  expect(await known.speaksByProxy('ada')).toBe(true);
});
