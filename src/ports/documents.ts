/** Reads documents that are more than text. They come from strangers: reading one ends soon, whatever it is made of. */
export interface Documents {
  /**
   * The text in a PDF, or an empty one where there is none, as in a scan. Of a long document the beginning is enough.
   * Throws `invalid` with a sentence about the document when it is broken or locked, and `unavailable` when reading it
   * took too long or too much memory.
   */
  textOfPdf(bytes: Uint8Array): Promise<string>;
}
