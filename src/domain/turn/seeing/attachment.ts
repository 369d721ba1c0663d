/** A file that came with a message. What it is, is told by what is in it. */
export type Attachment = {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What is said in it, where somebody has listened to it. */
  readonly transcript: string | null;
};

const megabyte = 1024 * 1024;

/** What may come with one message. */
export const attachmentLimits = {
  files: 10,
  pictures: 4,
  bytes: 10 * megabyte,
  /** How much text of all documents together is read, in characters. */
  text: 64 * 1024,
} as const;
