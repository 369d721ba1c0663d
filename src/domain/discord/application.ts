/** The account that a token belongs to. */
export type Bot = { readonly id: string; readonly name: string };

export type Application = {
  readonly id: string;
  readonly name: string;
  readonly flags: number;
  /** Whether anybody may invite it, or its owner alone. */
  readonly isPublic: boolean;
  /** Whether an invitation only counts after a sign-in elsewhere, which nobody can finish here. */
  readonly wantsCode: boolean;
  /** The account of whoever made it, or leads those who did. Null where Discord does not say. */
  readonly ownerId: string | null;
};

const contentFlag = 1 << 18;
const limitedContentFlag = 1 << 19;

/** Whether the portal lets the application read messages that do not speak to it. */
export const readsContent = ({ flags }: Pick<Application, 'flags'>): boolean =>
  (flags & (contentFlag | limitedContentFlag)) !== 0;
