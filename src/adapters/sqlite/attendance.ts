import type { Micros } from '../../domain/time.js';
import type { Database } from './database.js';
import { perDatabase } from './per-database.js';

/** The program that speaks for this home, and since when. */
export type Attendant = { readonly worker: string; readonly since: Micros };

const finding = perDatabase(({ sql }) => sql.prepare<[], Attendant>('SELECT worker, since FROM attendance'));
const entering = perDatabase(({ sql }) =>
  sql.prepare<[Attendant]>('INSERT OR REPLACE INTO attendance (seat, worker, since) VALUES (1, @worker, @since)'),
);
const leaving = perDatabase(({ sql }) => sql.prepare<[string]>('DELETE FROM attendance WHERE worker = ?'));

/** Takes the one seat there is. Returns who has it, where that is somebody else who still runs. */
export const takeSeat = (
  db: Database,
  self: Attendant,
  isAlive: (worker: string) => boolean,
): Promise<Attendant | undefined> =>
  db.write(() => {
    const holder = finding(db).get();
    if (holder !== undefined && holder.worker !== self.worker && isAlive(holder.worker)) return holder;
    entering(db).run(self);
    return undefined;
  });

export const leaveSeat = (db: Database, worker: string): Promise<void> => db.write(() => void leaving(db).run(worker));
