import type { App } from '../app.js';
import { softly } from '../domain/around.js';
import type { CatchingUp } from './catching-up.js';
import type { Listener } from './listening.js';

const roundMs = 5000;
const roundsPerDelivery = 4;
const roundsPerLook = 6;
const roundsPerTidying = 720;

/** What is done again and again while nobody asks for it: writing down what was seen, trying again, tidying up. */
export async function rounds(
  app: App,
  { listening, catching }: { readonly listening: Listener; readonly catching: CatchingUp },
  signal: AbortSignal,
): Promise<void> {
  for (let round = 0; !signal.aborted; round++) {
    listening.retry();
    await softly(app.log, 'Noting what was seen', () => noteSeen(app, listening));
    if (round % roundsPerDelivery === 0) await softly(app.log, 'Delivering what waits', () => app.outbox.deliverLate());
    if (round % roundsPerLook === roundsPerLook - 1)
      await softly(app.log, 'Looking again what was missed', () => catching.again());
    if (round % roundsPerTidying === 0) await softly(app.log, 'Tidying up', () => tidy(app));
    await app.clock.sleep(roundMs, signal).catch(() => {});
  }
}

async function noteSeen(app: App, { seen }: Listener): Promise<void> {
  const newest = seen.take();
  if (newest.size > 0) await app.inbox.noteSeen(newest);
}

async function tidy(app: App): Promise<void> {
  await app.inbox.prune();
  await app.turn.tidy();
}
