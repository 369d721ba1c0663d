import type { Database } from '../database.js';
import { entityStores } from './entities.js';
import { changesOf } from './undo.js';

type Named = { readonly kind: string; readonly id: string };

/** What a batch wrote that is gone, or says something else by now. Must run inside a read. */
export function comparedWith(db: Database, batch: number): { missing: Named[]; changed: Named[] } {
  const { sql } = db;
  const missing = sql
    .prepare<[{ batch: number }], Named>(
      `SELECT r.kind, r.target AS id FROM import_records r WHERE r.batch_seq = :batch AND r.outcome = 'created'
       AND CASE r.kind
         WHEN 'memories' THEN NOT EXISTS (SELECT 1 FROM memories WHERE id = r.target)
         WHEN 'messages' THEN NOT EXISTS (SELECT 1 FROM messages WHERE id = r.target)
         WHEN 'lore' THEN NOT EXISTS (SELECT 1 FROM lore WHERE id = r.target)
         WHEN 'stories' THEN NOT EXISTS (SELECT 1 FROM lore WHERE id = r.target)
         ELSE 0 END`,
    )
    .all({ batch });
  const stores = entityStores(db);
  const last = new Map(changesOf(db, batch).map(change => [`${change.entity}/${change.id}`, change]));
  const newest = sql
    .prepare<[string, string], string | null>(
      'SELECT after FROM import_changes WHERE entity = ? AND entity_id = ? ORDER BY seq DESC LIMIT 1',
    )
    .pluck();
  const changed = [...last.values()].flatMap(({ entity, id, after: own }) => {
    const now = stores[entity].read(id);
    const said = newest.get(entity, id); // A later batch may have said something else: that is not what people did.
    const after = said === null || said === undefined ? own : JSON.parse(said);
    if (now === null && after !== null) missing.push({ kind: entity, id });
    return now !== null && JSON.stringify(sorted(now)) !== JSON.stringify(sorted(after)) ? [{ kind: entity, id }] : [];
  });
  return { missing, changed };
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.entries(value)
    .map(([name, each]) => [name, sorted(each)] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}
