import type { Belongings } from '../domain/user/forget/belongings.js';
import type { Account, Override, Persona, User } from '../domain/user/user.js';

/** Who talks. An account belongs to one person; a person may have several. Each call is atomic. */
export interface Users {
  /** By when they were first seen. */
  all(): Promise<User[]>;
  find(id: string): Promise<User | undefined>;
  findByAccount(account: Pick<Account, 'platform' | 'foreignId'>): Promise<User | undefined>;
  /** Throws `conflict` when one of the accounts belongs to somebody. */
  create(user: User): Promise<void>;
  /** Adds an account. Throws `conflict` when it belongs to somebody else; the same again changes only its name. */
  link(userId: string, account: Account): Promise<void>;
  setTimezone(userId: string, timezone: string | null): Promise<void>;
  /** By name. */
  personas(userId: string): Promise<Persona[]>;
  /** Adds or replaces, by id. A default one takes that from the others. */
  putPersona(persona: Persona): Promise<void>;
  /**
   * Where there is none of this id, nothing happens. Nobody else becomes the default; where it was used with one
   * personality, the default is.
   */
  removePersona(id: string): Promise<void>;
  /** What is different between a person and a personality, if anything is. */
  override(userId: string, personalityId: string): Promise<Override | undefined>;
  /** All of a person’s, by personality. */
  overrides(userId: string): Promise<Override[]>;
  /** Adds or replaces, by person and personality. */
  putOverride(override: Override): Promise<void>;
  /** How much of a person is kept. */
  belongings(userId: string): Promise<Belongings>;
  /**
   * Nothing is left of a person: not of what they said or were told, nor of what they set, brought or are known by. What they
   * cost is counted on, as nobody's; that they are kept out stays. Who was never here is forgotten already. Throws
   * `conflict` when a personality belongs to them.
   */
  forget(userId: string): Promise<void>;
}
