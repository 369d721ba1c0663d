import type { Venue } from '../conversation/venue.js';
import type { Micros } from '../time.js';

/** What kind of thing is remembered. More than one may apply. */
export const sectors = ['episodic', 'semantic', 'emotional', 'procedural', 'reflective'] as const;
export type Sector = (typeof sectors)[number];

/** Something that was said or noted, verbatim. Belongs to one person and one personality. */
export type Memory = {
  readonly id: string;
  readonly personalityId: string;
  /** Whose memory it is: the person who spoke, or to whom the personality spoke. */
  readonly userId: string;
  /** Other people who were part of it. */
  readonly others?: readonly string[];
  /** Nobody has said yet whose it is. The personality's owner keeps it meanwhile, and nobody else recalls it. */
  readonly unclaimed?: true;
  /** `person` and `personality` are the two halves of a turn; a `note` was put in by hand. */
  readonly role: 'person' | 'personality' | 'note';
  readonly text: string;
  readonly sector: Sector;
  readonly sectors: readonly Sector[];
  readonly venue: Venue;
  readonly saidAt: Micros;
  /** When it was said is not known; `saidAt` then only puts it in order. */
  readonly undated?: true;
  /** The line it came from. Null for a note. */
  readonly messageId: string | null;
  /** The memory it answers: for a personality's half, the person's. */
  readonly replyTo: string | null;
  readonly source: string;
};

/** Turns are episodes, notes are knowledge, until something better is known about them. */
export const sectorOf = (role: Memory['role']): Sector => (role === 'note' ? 'semantic' : 'episodic');
