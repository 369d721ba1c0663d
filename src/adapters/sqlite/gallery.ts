import type { Database } from './database.js';
import { visible } from './visible.js';

type Found = { readonly type: string; readonly size: number };

/** The pictures that somebody has now. What is only kept to be put back, or is not there yet, is none of them. */
export function sqliteGallery({ sql, read }: Database) {
  const worn = `FROM avatars a WHERE a.sha256 = ?
    AND EXISTS (SELECT 1 FROM personalities p WHERE p.avatar = a.sha256 AND ${visible('p')})`;
  const finding = sql.prepare<[string], Found>(`SELECT a.type, length(a.bytes) AS size ${worn}`);
  const opening = sql.prepare<[string], Buffer>(`SELECT a.bytes ${worn}`).pluck();
  const looking = sql.prepare('SELECT 1 FROM personalities LIMIT 1');
  return {
    find: (sha256: string) => read(() => finding.get(sha256)),
    bytes: (sha256: string) => read(() => opening.get(sha256)),
    /** Throws where the store cannot be read. */
    look: () => read(() => void looking.get()),
  };
}
