/** A personality that speaks in a channel without being called. */
export type Activation = {
  readonly channelId: string;
  readonly slug: string;
  /** Whose turn it is among those of a channel. */
  readonly slot: number;
  /** The account of who activated it. Null where that is not known. */
  readonly activatedBy: string | null;
};
