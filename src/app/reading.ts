import { fileURLToPath } from 'node:url';
import { packageFolder } from '../adapters/files/package-folder.js';
import { lazily } from '../domain/around.js';
import type { Documents } from '../ports/documents.js';
import type { Tokenizer } from '../ports/tokenizer.js';

/** Loaded when somebody counts for the first time: it is large, and most messages are short. */
export const tokenizer = (): Tokenizer => ({
  load: lazily(async () => {
    const { gptTokenizer } = await import('../adapters/tokenizer/tokenizer.js');
    return gptTokenizer().load();
  }),
});

/** A worker is a file of its own, also where the rest is bundled. */
const worker = 'dist/adapters/documents/pdf-worker.js';

export const documents = (): Documents => ({
  async textOfPdf(bytes) {
    const { workerDocuments } = await import('../adapters/documents/documents.js');
    return workerDocuments(fileURLToPath(new URL(worker, packageFolder(import.meta.url)))).textOfPdf(bytes);
  },
});
