/** What a channel changes for a role or for one account. */
export type Overwrite = {
  readonly id: string;
  readonly of: 'role' | 'account';
  readonly allow: bigint;
  readonly deny: bigint;
};

export type Place = {
  readonly id: string;
  readonly name: string;
  /** Null: a direct message. */
  readonly guildId: string | null;
  /** For a thread, the channel it belongs to. */
  readonly parentId: string | null;
  readonly isThread: boolean;
  readonly overwrites: readonly Overwrite[];
};

export type Guild = {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  /** By their id. The one of everybody has the id of the guild. */
  readonly roles: ReadonlyMap<string, bigint>;
};

/** An account in a guild. */
export type Member = { readonly id: string; readonly roleIds: readonly string[] };
