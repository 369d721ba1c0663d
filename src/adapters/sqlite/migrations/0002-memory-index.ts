import { fillTerms } from '../memory-index.js';
import type { Migration } from './step.js';

/** The text index over memories, filled from the rows there are. Its columns and triggers were made anew since. */
export const memoryIndex: Migration = {
  name: '0002-memory-index',
  up(sql) {
    sql.exec("ALTER TABLE memories ADD COLUMN terms TEXT NOT NULL DEFAULT ''");
    fillTerms(sql);
  },
};
