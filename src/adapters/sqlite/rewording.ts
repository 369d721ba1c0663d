import { termsOf } from '../../domain/memory/terms.js';
import type { Database } from './database.js';
import { perDatabase } from './per-database.js';

const finding = perDatabase(({ sql }) =>
  sql.prepare<[string, string], { id: string; kind: 'person' | 'personality' }>(
    `SELECT m.id, m.speaker_kind AS kind FROM platform_messages p JOIN messages m ON m.id = p.message_id
     WHERE p.channel_id = ? AND p.platform_id = ?`,
  ),
);

type Reworded = { readonly id: string; readonly text: string; readonly terms: string };

const changing = perDatabase(({ sql }) => [
  sql.prepare<[Reworded]>('UPDATE messages SET text = @text WHERE id = @id'),
  sql.prepare<[Reworded]>(
    `UPDATE memories SET text = @text, terms = @terms WHERE message_id = @id AND role = 'person'`,
  ),
]);

/** Puts other words into what a person said and what is remembered of it. Must run inside a write. */
export function reword(db: Database, channelId: string, platformId: string, text: string): boolean {
  const line = finding(db).get(channelId, platformId);
  if (line?.kind !== 'person') return false;
  for (const statement of changing(db)) statement.run({ id: line.id, text, terms: termsOf(text).join(' ') });
  return true;
}

const leaving = perDatabase(({ sql }) =>
  sql.prepare<[string, string]>('DELETE FROM platform_messages WHERE channel_id = ? AND platform_id = ?'),
);
const left = perDatabase(({ sql }) =>
  sql.prepare<[string], { parts: number }>('SELECT count(*) AS parts FROM platform_messages WHERE message_id = ?'),
);
const forgetting = perDatabase(({ sql }) => [
  sql.prepare<[string]>('DELETE FROM memories WHERE message_id = ?'),
  sql.prepare<[string]>('DELETE FROM messages WHERE id = ?'),
]);

/** Takes lines away of which no message is left, with what is remembered of them. Must run inside a write. */
export function withdraw(db: Database, channelId: string, platformIds: readonly string[]): number {
  const gone = platformIds.filter(platformId => {
    const line = finding(db).get(channelId, platformId);
    leaving(db).run(channelId, platformId);
    if (line === undefined || (left(db).get(line.id)?.parts ?? 0) > 0) return false;
    for (const statement of forgetting(db)) statement.run(line.id);
    return true;
  });
  return gone.length;
}
