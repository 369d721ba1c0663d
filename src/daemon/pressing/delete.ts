import { lookerOf } from '../slash/asker.js';
import type { Pressing } from './pressing.js';

/** An answer goes: from the channel, from the conversation, from memory. */
export const takeBack: Pressing = async (app, { asker, reference }) => {
  await app.outbox.takeBack(await lookerOf(app, asker), reference);
  return { text: 'That answer is gone, from the conversation and from memory too.' };
};
