import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunksOf, isSound, mostChunks, signature } from '../../../src/domain/png/chunks.js';
import { imageOf } from '../../../src/domain/png/image.js';
import { plainPng } from '../../../src/domain/png/plain.js';
import { textsOf } from '../../../src/domain/png/texts.js';
import { chunkBytes, withTexts } from '../../../src/domain/png/write.js';
import { aPng, deflate, end, headerOf, inflate, packedText, pixels, text, withByte, worldText } from './pictures.js';

const textsIn = (png: Uint8Array, ...keywords: string[]) => textsOf(chunksOf(png).chunks, keywords, inflate);
const wordsIn = (png: Uint8Array, keyword: string) => {
  const found = textsIn(png, keyword).texts.get(keyword);
  return found === undefined ? undefined : Buffer.from(found).toString('utf8');
};
const codesIn = (png: Uint8Array, keyword: string) => textsIn(png, keyword).remarks.map(({ code }) => code);
const withLength = (length: number) => {
  const bytes = Buffer.from(aPng());
  bytes.writeUInt32BE(length, signature.length);
  return bytes;
};

describe('the chunks of a PNG', () => {
  it('are told apart up to its end', () => {
    const walk = chunksOf(Buffer.concat([aPng(text('a', 'b')), Buffer.from('PK and whatever else')]));
    expect(walk).toMatchObject({ hasEnd: true, trouble: null });
    expect(walk.chunks.map(({ type }) => type)).toEqual(['IHDR', 'tEXt', 'IDAT', 'IEND']);
    expect(walk.chunks.every(isSound)).toBe(true);
  });

  it.each([
    ['with a length of 0x7fffffff', withLength(0x7fffffff), 'png_bad_length'],
    ['with a length of 0xffffffff', withLength(0xffffffff), 'png_bad_length'],
    ['cut in a chunk', aPng().subarray(0, -5), 'png_cut_off'],
    ['cut in the data of a chunk', aPng(text('a', 'x'.repeat(100))).subarray(0, 80), 'png_bad_length'],
    ['with too many chunks', aPng(...Array.from({ length: mostChunks }, () => text('a', ''))), 'png_too_many_chunks'],
    ['that are of something else', Buffer.from('GIF89a'), 'not_png'],
    ['of nothing', new Uint8Array(), 'not_png'],
  ])('%s are refused', (_, bytes, code) => {
    expect(chunksOf(bytes).trouble?.code).toBe(code);
  });

  it('that are unsound are known by their checksum', () => {
    const [, broken] = chunksOf(withByte(aPng(text('a', 'b')), 8 + 25 + 9, byte => byte ^ 1)).chunks;
    expect(broken && isSound(broken)).toBe(false);
  });
});

describe('a text in a PNG', () => {
  it.each([
    ['plain', text('chara', 'abc')],
    ['packed', packedText('chara', 'abc')],
    ['international', worldText('chara', 'äbc')],
    ['international and packed', worldText('chara', 'äbc', true)],
    ['with its keyword in capitals', text('Chara', 'abc')],
  ])('is read when it is %s', (_, chunk) => {
    expect(wordsIn(aPng(chunk), 'chara')).toMatch(/^[aä]bc$/);
    expect(codesIn(aPng(chunk), 'chara')).toEqual([]);
  });

  it('counts once: the first time', () => {
    const png = aPng(text('chara', 'first'), text('chara', 'second'));
    expect(wordsIn(png, 'chara')).toBe('first');
    expect(codesIn(png, 'chara')).toEqual(['repeated_text']);
  });

  it('is left out when its checksum is wrong, and the next one counts', () => {
    const png = withByte(aPng(text('chara', 'first'), text('chara', 'second')), 8 + 25 + 16, byte => byte ^ 1);
    expect(wordsIn(png, 'chara')).toBe('second');
    expect(codesIn(png, 'chara')).toEqual(['bad_crc']);
  });

  it.each([
    ['is a bomb', packedText('chara', Buffer.alloc(9 * 1024 * 1024)), 'bad_packing'],
    ['is packed in no way', chunkBytes('zTXt', Buffer.from('chara\0\0nonsense')), 'bad_packing'],
    ['is international and has no end of its language', chunkBytes('iTXt', Buffer.from('chara\0\0\0de')), 'bad_text'],
    ['is far too long', text('chara', 'x'.repeat(9 * 1024 * 1024)), 'text_too_long'],
  ])('is left out when it %s', (_, chunk, code) => {
    expect(wordsIn(aPng(chunk), 'chara')).toBeUndefined();
    expect(codesIn(aPng(chunk), 'chara')).toEqual([code]);
  });

  it('that nobody asked for is not unpacked', () => {
    expect(textsIn(aPng(packedText('other', Buffer.alloc(9 * 1024 * 1024))), 'chara')).toEqual({
      texts: new Map(),
      remarks: [],
    });
  });
});

describe('a picture', () => {
  const jpeg = Buffer.from('ffd8ffe000040000ffc0000b080010002001011100', 'hex');
  const gif = Buffer.concat([Buffer.from('GIF89a'), Buffer.from('20001000', 'hex')]);
  const webp = (kind: string, rest: string) =>
    Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP'), Buffer.from(kind), Buffer.from(rest.padEnd(32, '0'), 'hex')]);

  it.each([
    ['image/png', aPng(), 1, 1],
    ['image/jpeg', jpeg, 32, 16],
    ['image/gif', gif, 32, 16],
    ['image/webp', webp('VP8 ', '000000000000009d012a20001000'), 32, 16],
    ['image/webp', webp('VP8L', '000000002f1fc00300'), 32, 16],
    ['image/webp', webp('VP8X', '0a000000000000001f00000f0000'), 32, 16],
  ])('is known as %s, and how large it is', (type, bytes, width, height) => {
    expect(imageOf(bytes)).toEqual({ type, width, height });
  });

  const sized = (width: number, height: number) => Buffer.concat([signature, headerOf(width, height), pixels, end]);

  it.each([
    ['too large', sized(100_000, 100_000), 'image_too_large'],
    ['too high', sized(1, 0x80000000), 'image_too_large'],
    ['of no width', sized(0, 1), 'image_without_size'],
    ['a PNG that is cut off', aPng().subarray(0, -5), 'png_cut_off'],
    ['a PNG with a damaged header', withByte(aPng(), 20, byte => byte ^ 1), 'image_without_size'],
    ['a JPEG without a frame', jpeg.subarray(0, 8), 'image_without_size'],
    ['a drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'not_an_image'],
    ['a page', Buffer.from('<!doctype html><title>x</title>'), 'not_an_image'],
    ['nothing', new Uint8Array(), 'not_an_image'],
  ])('is refused when it is %s', (_, bytes, code) => {
    expect(imageOf(bytes)).toMatchObject({ refused: { code } });
  });

  it('of the largest size is fine', () => {
    expect(imageOf(sized(4096, 4096))).toEqual({ type: 'image/png', width: 4096, height: 4096 });
  });

  it('is made when there is none', () => {
    expect(imageOf(plainPng(deflate))).toEqual({ type: 'image/png', width: 256, height: 256 });
    expect(chunksOf(plainPng(deflate)).chunks.every(isSound)).toBe(true);
  });
});

describe('texts that are put into a PNG', () => {
  const put = (png: Uint8Array, texts: Record<string, string>) => {
    const made = withTexts(png, new Map(Object.entries(texts)));
    if ('refused' in made) throw new Error(made.refused.message);
    return made;
  };

  it('replace all earlier ones of their name, and nothing else', () => {
    const before = aPng(
      text('Chara', 'old'),
      text('Title', 'stays'),
      packedText('chara', 'older'),
      worldText('ccv3', 'old'),
    );
    const after = put(before, { chara: 'new' });
    expect(wordsIn(after, 'chara')).toBe('new');
    expect(codesIn(after, 'chara')).toEqual([]);
    expect(after).toEqual(aPng(text('chara', 'new'), text('Title', 'stays'), worldText('ccv3', 'old')));
  });

  it('are sound', () => {
    expect(chunksOf(put(aPng(), { chara: 'a', ccv3: 'b' })).chunks.every(isSound)).toBe(true);
  });

  it('leave nothing after its end', () => {
    expect(put(Buffer.concat([aPng(), Buffer.from('PK')]), {})).toEqual(aPng());
  });

  it('are refused by what is no PNG', () => {
    expect(withTexts(Buffer.from('GIF89a'), new Map())).toMatchObject({ refused: { code: 'not_png' } });
    expect(withTexts(Buffer.concat([signature, end]), new Map())).toMatchObject({ refused: { code: 'png_no_header' } });
  });
});

describe('any bytes', () => {
  const chunksRead = (bytes: Uint8Array) => {
    const { chunks } = chunksOf(bytes);
    textsOf(chunks, ['chara', 'ccv3'], inflate);
    imageOf(bytes);
    withTexts(bytes, new Map([['chara', 'x']]));
    return chunks.length;
  };

  it('are read without a fall', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), bytes => {
        expect(chunksRead(bytes)).toBeLessThanOrEqual(mostChunks);
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), bytes => {
        expect(chunksRead(Buffer.concat([signature, bytes]))).toBeLessThanOrEqual(mostChunks);
      }),
      { numRuns: 300 },
    );
  });

  it('that were a PNG are read without a fall', () => {
    const png = aPng(text('chara', 'e30='), packedText('ccv3', 'e30='), worldText('ccv3', 'e30=', true));
    const change = fc.tuple(fc.nat(png.length - 1), fc.nat(255));
    const changed = fc
      .array(change, { maxLength: 8 })
      .map(changes => changes.reduce((bytes, [at, byte]) => withByte(bytes, at, () => byte), png));
    fc.assert(
      fc.property(changed, fc.nat(png.length), (bytes, length) => {
        expect(chunksRead(bytes)).toBeLessThanOrEqual(mostChunks);
        expect(chunksRead(bytes.subarray(0, length))).toBeLessThanOrEqual(mostChunks);
      }),
      { numRuns: 500 },
    );
  });

  it('as a picture of another kind are read without a fall', () => {
    const beginnings = fc.constantFrom(
      'ffd8ffe0',
      '474946383961',
      '52494646000000005745425056503820',
      '5249464600000000574542505650384c',
      '52494646000000005745425056503858',
    );
    fc.assert(
      fc.property(beginnings, fc.uint8Array({ maxLength: 200 }), (start, rest) => {
        expect(chunksRead(Buffer.concat([Buffer.from(start, 'hex'), rest]))).toBe(0);
      }),
      { numRuns: 500 },
    );
  });
});
