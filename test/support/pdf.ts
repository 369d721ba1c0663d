import { deflateSync } from 'node:zlib';

/** The content of a page. Packed: as most programs write it. */
export type Page = { readonly content: string | Buffer; readonly isPacked?: true };

/** A page that says this. */
export const saying = (text: string): Page => ({ content: `BT /F1 12 Tf 72 720 Td (${text}) Tj ET` });

const object = (number: number, body: Buffer) =>
  Buffer.concat([Buffer.from(`${number} 0 obj\n`), body, Buffer.from('\nendobj\n')]);

function streamOf({ content, isPacked }: Page): Buffer {
  const plain = Buffer.from(content);
  const data = isPacked ? deflateSync(plain, { level: 9 }) : plain;
  const head = `<< /Length ${data.length}${isPacked ? ' /Filter /FlateDecode' : ''} >>\nstream\n`;
  return Buffer.concat([Buffer.from(head), data, Buffer.from('\nendstream')]);
}

/** A PDF of these pages. */
export function aPdf(...pages: readonly Page[]): Uint8Array {
  const kids = pages.map((_, index) => `${4 + 2 * index} 0 R`).join(' ');
  const bodies = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...pages.flatMap((page, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + 2 * index} 0 R >>`,
      streamOf(page),
    ]),
  ];
  const objects = bodies.map((body, index) => object(index + 1, Buffer.from(body)));
  const offsets = objects.map((_, index) => 9 + objects.slice(0, index).reduce((sum, { length }) => sum + length, 0));
  const rows = offsets.map(offset => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const start = 9 + objects.reduce((sum, { length }) => sum + length, 0);
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return new Uint8Array(Buffer.concat([Buffer.from('%PDF-1.4\n'), ...objects, Buffer.from(end)]));
}
