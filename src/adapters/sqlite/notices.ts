import type { Notices } from '../../ports/notices.js';
import type { Database } from './database.js';

export function sqliteNotices({ sql, write }: Database): Notices {
  const claiming = sql.prepare(
    `INSERT INTO notices (user_id, kind, subject, at) VALUES (@userId, @kind, @subject, @now)
     ON CONFLICT (user_id, kind, subject) DO UPDATE SET at = excluded.at
     WHERE at > @now OR at <= @now - @windowMicros`,
  );
  return {
    claim: (userId, kind, subject, windowMicros, now) =>
      write(() => claiming.run({ userId, kind, subject, windowMicros, now }).changes > 0),
  };
}
