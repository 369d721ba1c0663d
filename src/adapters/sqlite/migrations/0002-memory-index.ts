import type { Migration } from './step.js';
import { createMemoryIndex, fillTerms } from '../memory-index.js';

/** The text index over memories, filled from the rows there are. */
export const memoryIndex: Migration = {
  name: '0002-memory-index',
  up(sql) {
    sql.exec("ALTER TABLE memories ADD COLUMN terms TEXT NOT NULL DEFAULT ''");
    fillTerms(sql);
    createMemoryIndex(sql);
  },
};
