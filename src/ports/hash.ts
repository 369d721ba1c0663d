/** Fingerprints. The same input has the same one on every machine and for ever. */
export interface Hash {
  /** SHA-256 as 64 lower-case hexadecimal digits. Text is hashed as UTF-8. */
  sha256(content: string | Uint8Array): string;
}
