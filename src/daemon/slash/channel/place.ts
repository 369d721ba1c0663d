import type { App } from '../../../app.js';
import type { Asker } from '../../../domain/interaction/asked.js';
import { deciderOf, lookerOf, spotOf, userOf } from '../asker.js';
import { choicesAmong } from '../completing.js';
import type { Typing } from '../command.js';

/** Whoever asks, known from now on, and the place they decide about: the one they are in, where their rights are known. */
export const deciding = async (app: App, asker: Asker) => ({
  by: deciderOf(await userOf(app, asker), asker),
  spot: spotOf(asker),
});

/** Those that whoever types may know of. */
export async function completeOpen(app: App, { asker, typed }: Typing) {
  const { id } = await lookerOf(app, asker);
  return choicesAmong(await app.personality.list({ userId: id, isOwner: false }), typed);
}

/** Of those, the ones that speak here uncalled. */
export async function completeActive(app: App, { asker, typed }: Typing) {
  const { id } = await lookerOf(app, asker);
  return choicesAmong(await app.activation.activeAt({ userId: id }, spotOf(asker)), typed);
}
