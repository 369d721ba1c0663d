import type { Admissions } from '../../ports/admissions.js';
import type { Database } from './database.js';

export function sqliteAdmissions({ sql, read }: Database): Admissions {
  const blocked = sql.prepare<[{ user: string; guild: string | null; channel: string }]>(
    `SELECT 1 FROM blocks
     WHERE (target, discord_id) IN (VALUES ('user', @user), ('guild', @guild), ('channel', @channel)) LIMIT 1`,
  );
  const verified = sql.prepare<[string]>('SELECT 1 FROM verifications WHERE discord_id = ?');

  return {
    isBlocked: ({ user, guild, channel }) => read(() => blocked.get({ user, guild, channel }) !== undefined),
    isVerified: accountId => read(() => verified.get(accountId) !== undefined),
  };
}
