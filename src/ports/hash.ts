/** Fingerprints. The same input has the same one on every machine and for ever. */
export interface Hash {
  /** SHA-256 as 64 lower-case hexadecimal digits. Text is hashed as UTF-8. */
  sha256(content: string | Uint8Array): string;
  /** The same of what comes in pieces, and how many bytes that were. */
  sha256Of(chunks: AsyncIterable<Uint8Array>): Promise<{ readonly sha256: string; readonly bytes: number }>;
  /** MD5 as 32 digits: only to recognise what others have marked with it. */
  md5(content: Uint8Array): string;
}
