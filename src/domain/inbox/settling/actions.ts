import type { Clock } from '../../../ports/clock.js';
import type { Inbox } from '../../../ports/inbox.js';
import type { Personalities } from '../../../ports/personalities.js';
import type { Accepted, Unanswered } from '../accepted.js';

export type SettlingPorts = {
  readonly inbox: Pick<Inbox, 'settle' | 'done'>;
  readonly personalities: Pick<Personalities, 'find'>;
  readonly clock: Pick<Clock, 'now'>;
};

/** The same becomes of a message for all who were to answer it, and that is all. */
export async function settleAll(
  { inbox, personalities, clock }: SettlingPorts,
  { said, answerers }: Accepted,
  outcome: Unanswered,
): Promise<void> {
  for (const { slug } of answerers) {
    const personality = await personalities.find(slug);
    if (personality === undefined) continue;
    await inbox.settle({ messageId: said.id, personalityId: personality.id }, outcome, clock.now());
  }
  await inbox.done(said.id, clock.now());
}
