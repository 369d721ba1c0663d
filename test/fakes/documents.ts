import { TzurotError } from '../../src/domain/errors.js';
import type { Documents } from '../../src/ports/documents.js';

const words = /\(([^)]*)\) Tj/g;

/** Reads what stands plainly in a PDF, as the ones that tests write. */
export const fakeDocuments = (): Documents => ({
  async textOfPdf(bytes) {
    const content = Buffer.from(bytes).toString('latin1');
    if (!content.includes('%%EOF')) throw new TzurotError('invalid', 'It is damaged.');
    return [...content.matchAll(words)].map(([, text]) => text).join('\n');
  },
});
