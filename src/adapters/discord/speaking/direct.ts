import { z } from 'zod';
import { bodyOf, longestContent } from './body.js';
import { failureOf } from './calling/failure.js';
import type { Outcome } from './calling/outcome.js';
import type { Desk } from './desk.js';
import { clip } from '../wire/clip.js';
import { bounded } from '../../../domain/bounded.js';
import { nonceOf } from './nonce.js';

const channelSchema = z.object({ id: z.string() });
const mostPeople = 5000;

/** No such person, nobody who can be written to, or nobody who wants it. */
const unwilling = new Set([10013, 50007, 50033, 50278]);

/** Writes to one person alone. Who does not take it is not asked again. */
export function direct(desk: Desk) {
  const channels = bounded<string, string>(mostPeople);
  const closed = bounded<string, true>(mostPeople);

  const refused = (outcome: Exclude<Outcome, { kind: 'answered' }>, accountId: string): false => {
    if (outcome.kind !== 'refused' || !unwilling.has(outcome.code)) throw failureOf(outcome, null);
    closed.set(accountId, true);
    return false;
  };

  return {
    /** They wrote to us: they take messages after all. */
    opened: (accountId: string): void => void closed.delete(accountId),

    async tell(accountId: string, text: string): Promise<boolean> {
      if (closed.get(accountId) === true) return false;
      const cause = `tell ${accountId}`;
      const body = { recipient_id: accountId };
      const known = channels.get(accountId);
      if (known === undefined) {
        const outcome = await desk.calls.insist({ method: 'POST', route: '/users/@me/channels', body, cause });
        if (outcome.kind !== 'answered') return refused(outcome, accountId);
        const channel = channelSchema.safeParse(outcome.body);
        if (!channel.success) throw failureOf({ kind: 'unclear', why: 'what it said cannot be read' }, null);
        channels.set(accountId, channel.data.id);
      }
      await desk.directPace();
      // The same said again within minutes is the same.
      const nonce = nonceOf(desk.hash, accountId, text);
      const outcome = await desk.calls.insist({
        method: 'POST',
        route: `/channels/${channels.get(accountId) ?? ''}/messages`,
        body: { ...bodyOf(clip(text, longestContent), { listed: desk.listedHosts }), nonce, enforce_nonce: true },
        cause,
      });
      return outcome.kind === 'answered' ? true : refused(outcome, accountId);
    },
  };
}
