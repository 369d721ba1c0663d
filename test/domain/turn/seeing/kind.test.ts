import { expect, it } from 'vitest';
import { kindOf, textIn } from '../../../../src/domain/turn/seeing/kind.js';
import { aPdf, saying } from '../../../support/pdf.js';
import { aGif, aJpeg, aWebp } from '../../../support/pictures.js';
import { aPng } from '../../png/pictures.js';

const bytesOf = (text: string) => Buffer.from(text, 'latin1');

it.each([
  ['picture', 'a PNG', aPng()],
  ['picture', 'a JPEG', aJpeg()],
  ['picture', 'a GIF', aGif()],
  ['picture', 'a WebP', aWebp()],
  ['pdf', 'a PDF', aPdf(saying('x'))],
  ['audio', 'a voice message', bytesOf('OggS\0\x02')],
  ['audio', 'an MP3 with its title', bytesOf('ID3\x04')],
  ['audio', 'an MP3 without', bytesOf('\xff\xfb\x90')],
  ['audio', 'a WAV', bytesOf('RIFF\0\0\0\0WAVEfmt ')],
  ['audio', 'an M4A', bytesOf('\0\0\0\x20ftypM4A ')],
  ['text', 'a text', Buffer.from('Grüße 🐝\r\n\tx')],
  ['text', 'a text in UTF-16', Buffer.from('\ufeffBees', 'utf16le')],
  ['text', 'nothing', Buffer.alloc(0)],
  ['unknown', 'an archive', bytesOf('PK\x03\x04')],
  ['unknown', 'a program', bytesOf('\x7fELF\x02\x01')],
  ['unknown', 'a text in no encoding', bytesOf('Gr\xfc\xdfe')],
] as const)('takes for %s what is %s', (kind, _, bytes) => {
  expect(kindOf(bytes)).toBe(kind);
});

it('reads UTF-16 either way round, and without its mark', () => {
  const text = Buffer.from('\ufeffBees', 'utf16le');
  expect(textIn(text)).toBe('Bees');
  expect(textIn(Buffer.from(text).swap16())).toBe('Bees');
});
