import * as z from 'zod';
import type { Database } from '../database.js';
import type { EntityStore } from './entity-store.js';

const schema = z.strictObject({ userId: z.string(), isClaimed: z.int(), others: z.array(z.string()) });

/** Whose a memory is, and who else was part of it. */
export function ownerStore({ sql }: Database): EntityStore {
  const reading = sql.prepare<[string], { userId: string; isClaimed: number }>(
    'SELECT user_id AS userId, is_claimed AS isClaimed FROM memories WHERE id = ?',
  );
  const writing = sql.prepare<[string, number, string]>('UPDATE memories SET user_id = ?, is_claimed = ? WHERE id = ?');
  const others = sql
    .prepare<[string], string>('SELECT user_id FROM memory_people WHERE memory_id = ? ORDER BY user_id')
    .pluck();
  const leave = sql.prepare<[string, string]>('DELETE FROM memory_people WHERE memory_id = ? AND user_id = ?');
  const join = sql.prepare<[string, string]>('INSERT INTO memory_people (memory_id, user_id) VALUES (?, ?)');

  return {
    read: id => {
      const row = reading.get(id);
      return row === undefined ? null : { ...row, others: z.array(z.string()).parse(others.all(id)) };
    },
    write: (id, value) => {
      if (value === null || reading.get(id) === undefined) return;
      const wanted = schema.parse(value);
      const before = z.array(z.string()).parse(others.all(id));
      for (const person of before) if (!wanted.others.includes(person)) leave.run(id, person);
      for (const person of wanted.others) if (!before.includes(person)) join.run(id, person);
      writing.run(wanted.userId, wanted.isClaimed, id);
    },
  };
}
