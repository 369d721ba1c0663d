import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { workerDocuments } from '../../../src/adapters/documents/documents.js';
import { documentsContract } from '../../contracts/documents.js';
import { aPdf, saying } from '../../support/pdf.js';

const worker = fileURLToPath(new URL('../../../src/adapters/documents/pdf-worker.ts', import.meta.url));
const documents = workerDocuments(worker);

documentsContract(() => documents);

it('reads a page that is packed', async () => {
  const page = { ...saying('The kettle is on.'), isPacked: true } as const;
  expect(await documents.textOfPdf(aPdf(page))).toBe('The kettle is on.');
});

const endless = { content: 'BT /F1 12 Tf (aaaaaaaaaa) Tj ET '.repeat(1_000_000), isPacked: true } as const;
const bomb = { content: Buffer.alloc(400_000_000), isPacked: true } as const;

it.each([
  ['is too much to read', endless],
  ['unpacks to more than there is room for', bomb],
])('gives up on a page that %s', async (_, page) => {
  await expect(documents.textOfPdf(aPdf(page))).rejects.toMatchObject({ code: 'unavailable' });
});

it('gives what stands before a page that it gives up on', async () => {
  expect(await documents.textOfPdf(aPdf(saying('Before.'), endless))).toBe('Before.');
});

it('says so when reading cannot begin at all', async () => {
  await expect(workerDocuments(`${worker}.missing`).textOfPdf(aPdf(saying('x')))).rejects.toMatchObject({
    code: 'unavailable',
  });
});
