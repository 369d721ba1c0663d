import type { Json } from '../../../domain/import/staged.js';
import type { Micros } from '../../../domain/time.js';

/** How one kind of value is read from its rows and written back. Must run inside a read or a write. */
export type EntityStore = {
  /** Null: there is none. */
  read(id: string): Json;
  /** Null takes it away. */
  write(id: string, value: Json, now: Micros): void;
};
