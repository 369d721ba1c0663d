import type { Conversations } from '../../../ports/conversations.js';
import { TzurotError } from '../../errors.js';
import type { User } from '../../user/user.js';
import type { OutboxPorts } from '../actions.js';
import type { Parcel } from '../parcel.js';

export type PressedPorts = OutboxPorts & { readonly conversations: Conversations };

/** An answer that was given to this person. Somebody else's is not theirs to change. */
export async function ownAnswer(
  { outbox }: Pick<OutboxPorts, 'outbox'>,
  user: User,
  reference: string,
): Promise<Parcel> {
  const parcel = await outbox.findByReference(reference);
  if (parcel === undefined || parcel.kind !== 'answer') {
    throw new TzurotError('not_found', 'This answer is not known here any more. Another may stand in its place.');
  }
  if (parcel.userId !== user.id) throw new TzurotError('denied', 'This answer was given to somebody else.');
  return parcel;
}

/** Takes an answer back: from where it stands, from the conversation, and from memory. */
export async function takeBack(ports: PressedPorts, user: User, reference: string): Promise<void> {
  const { outboxId, venue } = await ownAnswer(ports, user, reference);
  await ports.delivering(venue.channelId, async () => {
    await ports.outbox.giveUp(outboxId, 'taken-back', ports.clock.now()); // What has not arrived yet will not.
    const ids = await ports.outbox.platformIds(outboxId);
    for (const id of ids) await ports.chat.erase(venue.channelId, id);
    await ports.conversations.withdraw(venue.channelId, ids);
  });
}
