import { describe, expect, it } from 'vitest';
import type { Documents } from '../../src/ports/documents.js';
import { aPdf, saying } from '../support/pdf.js';

/** What every Documents promises. Run it against each adapter, and against the fake. */
export function documentsContract(open: () => Documents) {
  describe('keeps the Documents contract', () => {
    it('reads the text of all pages in order', async () => {
      const text = await open().textOfPdf(aPdf(saying('The tower has no door.'), saying('Bees dance.')));
      expect(text.split(/\s*\n\s*/)).toEqual(['The tower has no door.', 'Bees dance.']);
    });

    it('has no text where there is none', async () => {
      expect(await open().textOfPdf(aPdf({ content: '0 0 100 100 re f' }))).toBe('');
    });

    it('says that a damaged one is damaged', async () => {
      await expect(open().textOfPdf(Buffer.from('%PDF-1.4 and then nothing'))).rejects.toMatchObject({
        code: 'invalid',
        message: 'It is damaged.',
      });
    });

    it('reads several at a time', async () => {
      const documents = open();
      const texts = ['one', 'two', 'three'].map(text => documents.textOfPdf(aPdf(saying(text))));
      expect(await Promise.all(texts)).toEqual(['one', 'two', 'three']);
    });
  });
}
