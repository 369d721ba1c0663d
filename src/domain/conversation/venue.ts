/** Where something is said. What is told in one venue is not recalled in every other. */
export type Venue = {
  readonly channelId: string;
  /** `import`: said at another service, and brought here. */
  readonly platform: 'terminal' | 'discord' | 'import';
  readonly kind: 'dm' | 'guild' | 'thread';
  readonly guildId: string | null;
  /** Everyone in the guild can read it. False for direct messages and private channels. */
  readonly isPublic: boolean;
};

/** A person's own terminal counts as a direct message. Named for the account they were first known by. */
export const terminalVenue = (account: { readonly platform: string; readonly foreignId: string }): Venue => ({
  channelId: `terminal:${account.platform}:${account.foreignId}`,
  platform: 'terminal',
  kind: 'dm',
  guildId: null,
  isPublic: false,
});
