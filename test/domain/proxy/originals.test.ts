import { expect, it } from 'vitest';
import { recentOriginals } from '../../../src/domain/proxy/originals.js';
import { fakeClock } from '../../fakes/clock.js';
import { aSaid } from './world.js';

it('forgets what was said half a minute ago, also what something became known of meanwhile', async () => {
  const clock = fakeClock();
  const originals = recentOriginals(clock.monotonic);
  originals.add(aSaid({ id: 'first' }));
  await clock.advance(20_000);
  originals.add(aSaid({ id: 'second' }));
  originals.guess('first', 'copy');
  await clock.advance(11_000);
  originals.add(aSaid({ id: 'third' }));
  expect(originals.all().map(({ id }) => id)).toEqual(['second', 'third']);
});
