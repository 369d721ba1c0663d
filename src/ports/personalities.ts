import type { Directory } from '../domain/personality/alias.js';
import type { LoreEntry } from '../domain/personality/lore.js';
import type { Personality } from '../domain/personality/personality.js';
import type { Micros } from '../domain/time.js';

/** A picture, by its content. */
export type Picture = {
  readonly sha256: string;
  readonly type: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
};

export type Origin = { readonly format: string; readonly document: string };

export type PersonalityCounts = { readonly memories: number; readonly messages: number; readonly lore: number };

/**
 * Who speaks. A slug and an alias are unique together, by their folded form: whoever has a name keeps it, and taking it
 * throws `conflict` and changes nothing. Each call is atomic.
 */
export interface Personalities {
  /** By slug. Cheap: kept until somebody changes. */
  all(): Promise<readonly Personality[]>;
  /** Every name anybody can be called by. A name that is added is in it at once. As cheap. */
  directory(): Promise<Directory>;
  find(slug: string): Promise<Personality | undefined>;
  findById(id: string): Promise<Personality | undefined>;
  create(personality: Personality): Promise<void>;
  /**
   * Writes every field of a personality that exists, aliases included. Throws `not_found` when it does not, and
   * `conflict` when it was changed since `readAt`, the `updatedAt` it was read with.
   */
  update(personality: Personality, readAt?: Micros): Promise<void>;
  /**
   * Gives a personality a picture, or takes it away; otherwise like `update`. The picture before goes, unless it is
   * another one's too, or an import brings or may have to put it back.
   */
  portray(id: string, picture: Picture | null, updatedAt: Micros): Promise<void>;
  /** Removes a personality with its names, picture, lore, turns, memories and traces. False if there was none. */
  remove(id: string): Promise<boolean>;
  /** The picture of this SHA-256. */
  picture(sha256: string): Promise<Picture | undefined>;
  /** The document somebody came from, letter by letter, and its format. */
  origin(id: string): Promise<Origin | undefined>;
  /** By order, then by id. */
  lore(id: string): Promise<LoreEntry[]>;
  /** Replaces all lore of a personality. */
  setLore(id: string, entries: readonly LoreEntry[]): Promise<void>;
  /** Of one person's memories and lines with it; of everybody's when no person is named. */
  counts(id: string, userId?: string): Promise<PersonalityCounts>;
}
