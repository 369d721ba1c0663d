import type { Listed } from '../domain/catalogue/listing.js';
import type { Micros } from '../domain/time.js';

/** Keeps the latest list of models from one start to the next. It may be lost at any time: it can be asked for again. */
export interface ModelShelf {
  /** What was kept last, by whatever process. Undefined where there is nothing, or nothing that can be read. */
  read(): Promise<Listed | undefined>;
  /** Keeps a list in place of the earlier one: after a crash there is the one or the other. Forgets a failure. */
  put(listed: Listed): Promise<void>;
  /** When asking failed, since the last list was put. */
  failedAt(): Promise<Micros | undefined>;
  noteFailure(at: Micros): Promise<void>;
  /** What came with the program: always there, and as old as the program. */
  shipped(): Promise<Listed>;
}
