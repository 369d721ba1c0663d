import { termsOf } from '../../domain/memory/terms.js';
import type { TurnRecord } from '../../domain/turn/record.js';
import type { Database } from './database.js';

/** Puts an answer in place of one that stands in the store, but for its trace. Must run inside a write. */
export function putInPlace(
  { sql }: Database,
  { outboxId, reference }: { readonly outboxId: string; readonly reference: string },
  turn: TurnRecord,
): void {
  const said = turn.lines.findLast(({ speaker }) => speaker.kind === 'personality');
  if (said === undefined) throw new Error('A turn without a line of the personality.');
  const isRemembered = turn.memories.some(({ role }) => role === 'personality');
  const values = {
    outboxId,
    text: said.text,
    terms: termsOf(said.text).join(' '),
    personalityId: turn.personalityId,
    reference: turn.reference,
    chunks: JSON.stringify(turn.chunks),
    footer: turn.footer,
    recordedAt: turn.recordedAt,
  };
  const run = (statement: string) => sql.prepare<[typeof values]>(statement).run(values);
  const line = '(SELECT message_id FROM outbox WHERE id = @outboxId)';
  const memory = `message_id = ${line} AND personality_id = @personalityId AND role = 'personality'`;
  run(`UPDATE messages SET text = @text WHERE id = ${line}`);
  if (isRemembered) run(`UPDATE memories SET text = @text, terms = @terms WHERE ${memory}`);
  else run(`DELETE FROM memories WHERE ${memory}`);
  sql.prepare<[string]>('DELETE FROM traces WHERE reference = ?').run(reference);
  run(`UPDATE outbox SET reference = @reference, chunks = @chunks, footer = @footer, recorded_at = @recordedAt,
    delivered_at = NULL, given_up_at = NULL, given_up_why = NULL WHERE id = @outboxId`);
  run('UPDATE postings SET attempted_at = min(attempted_at, @recordedAt - 1) WHERE outbox_id = @outboxId');
}
