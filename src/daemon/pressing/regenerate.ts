import { TzurotError } from '../../domain/errors.js';
import { lookerOf } from '../slash/asker.js';
import type { Pressing } from './pressing.js';

/** Another answer to the same message, in the place of the first. */
export const regenerate: Pressing = async (app, { asker, reference, program }) => {
  const user = await lookerOf(app, asker);
  const { channelId, messageId } = await app.turn.answeredBy(user, reference);
  const said = await program.message(channelId, messageId);
  if (said === undefined) {
    throw new TzurotError('not_found', 'The message that was answered is gone, so there is nothing to answer again.');
  }
  await app.turn.regenerate(user, reference, said);
  return { text: 'Another answer stands there now.' };
};
