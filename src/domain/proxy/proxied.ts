/** Somebody who speaks through a proxy bot: the account behind it, and who of those that share it spoke. */
export type Proxied = {
  /** The Discord account that sent the message. */
  readonly accountId: string;
  /** The message that it sent, which the bot took away. Null where that is not known. */
  readonly originalId: string | null;
  /** The one who speaks, by the proxy's own id. */
  readonly memberId: string | null;
  /** By which the proxy knows them. */
  readonly name: string | null;
  /** By which others do, where that is another name. */
  readonly displayName: string | null;
};
