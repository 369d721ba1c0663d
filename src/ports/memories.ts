import type { Memory } from '../domain/memory/memory.js';
import type { Found } from '../domain/memory/recall.js';
import type { Scope } from '../domain/memory/scope.js';

export type MemoryFilter = { readonly personalityId: string; readonly userId?: string; readonly limit?: number };

/** What is remembered. Nothing is thrown away on writing, and reading never writes. */
export interface Memories {
  /** A memory whose id is there already changes nothing. */
  add(memory: Memory): Promise<void>;
  find(id: string): Promise<Memory | undefined>;
  /** Newest first. */
  list(filter: MemoryFilter): Promise<Memory[]>;
  /**
   * What shares a term with the query, inside the scope and nowhere else. At most `limit` candidates, the best by the
   * text index. Terms are plain words: no query language, whatever they look like.
   */
  search(scope: Scope, terms: readonly string[], limit: number): Promise<Found>;
  /** Removes a memory and everything derived from it, the text index included. False if there was none. */
  remove(id: string): Promise<boolean>;
}
