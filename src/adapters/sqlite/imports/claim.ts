import * as z from 'zod';
import type { Changed } from '../../../domain/import/staged.js';
import type { Database } from '../database.js';
import { ownerStore } from './owner-store.js';

const owned = z.strictObject({ userId: z.string(), isClaimed: z.number(), others: z.array(z.string()) });
type Owned = z.infer<typeof owned>;

type Claim = {
  readonly format: string;
  readonly foreignId: string;
  /** Who they were taken for until now. */
  readonly before: string | null;
  readonly userId: string;
};

/**
 * Gives somebody the memories they were part of. A memory that was nobody's becomes theirs; one that is somebody's is
 * theirs too; and from whom they were taken for by mistake it goes over to them. Must run inside a write.
 */
export function claimer(db: Database): (claim: Claim) => Changed[] {
  const owners = ownerStore(db);
  const sent = db.sql
    .prepare<[string, string], string>(
      'SELECT memory_id FROM import_senders WHERE format = ? AND foreign_id = ? ORDER BY memory_id',
    )
    .pluck();
  return ({ format, foreignId, before, userId }) =>
    sent.all(format, foreignId).flatMap((id): Changed[] => {
      const now = owned.safeParse(owners.read(id));
      if (!now.success) return [];
      const after = handedOver(now.data, before, userId);
      if (JSON.stringify(after) === JSON.stringify(now.data)) return [];
      owners.write(id, after, 0);
      return [{ entity: 'sender', id, before: now.data, after }];
    });
}

function handedOver(now: Owned, from: string | null, to: string): Owned {
  if (now.isClaimed === 0) return { userId: to, isClaimed: 1, others: now.others.filter(other => other !== to) };
  const people = [now.userId, ...now.others].map(person => (person === from ? to : person));
  const [userId = to, ...others] = new Set([...people, to]);
  return { userId, isClaimed: 1, others: others.toSorted() };
}
