/** Something that a server may let a bot do, by the name Discord's API has for it. */
export type Permission = {
  readonly name: string;
  /** As people read it in the settings of a server. */
  readonly label: string;
  readonly bit: bigint;
  readonly why: string;
};

const permission = (name: string, at: bigint, label: string, why: string): Permission => ({
  name,
  label,
  bit: 1n << at,
  why,
});

export const viewChannel = permission('VIEW_CHANNEL', 10n, 'View Channels', 'to hear what is said');
export const sendMessages = permission(
  'SEND_MESSAGES',
  11n,
  'Send Messages',
  'to show that somebody types, and to answer where there can be no webhook',
);
export const attachFiles = permission(
  'ATTACH_FILES',
  15n,
  'Attach Files',
  'to send files, and to keep pictures in a channel for them',
);
export const readHistory = permission(
  'READ_MESSAGE_HISTORY',
  16n,
  'Read Message History',
  'to know what was said before, and what was missed',
);
export const manageWebhooks = permission(
  'MANAGE_WEBHOOKS',
  29n,
  'Manage Webhooks',
  'to speak under the name and picture of each personality',
);
export const sendInThreads = permission(
  'SEND_MESSAGES_IN_THREADS',
  38n,
  'Send Messages in Threads',
  'to answer in threads and forums',
);

/** Whoever has it may do everything, whatever a channel says. */
export const administrator = 1n << 3n;

/**
 * The least that lets every part work, and all that is asked for. Embed Links is not among it: what personalities send
 * shows no previews. Nor is Manage Messages: own messages may be changed and taken back without.
 */
export const neededPermissions: readonly Permission[] = [
  viewChannel,
  sendMessages,
  sendInThreads,
  readHistory,
  attachFiles,
  manageWebhooks,
];

export const everythingNeeded: bigint = neededPermissions.reduce((sum, { bit }) => sum | bit, 0n);
