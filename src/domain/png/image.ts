import { chunksOf, isPng, latin1, type Trouble } from './chunks.js';
import { gifSize, jpegSize, pngSize, webpSize, type Size } from './size.js';

const longestSide = 4096;

const types = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const;
export type ImageType = (typeof types)[number];

export type Image = ({ readonly type: ImageType } & Size) | { readonly refused: Trouble };

/** What a picture is by its first bytes, and how large. Nothing is decoded, and its name does not matter. */
export function imageOf(bytes: Uint8Array): Image {
  const type = typeOf(bytes);
  if (type === undefined) return refused('not_an_image', 'This is neither a PNG, JPEG, GIF nor WebP picture.');
  if (type === 'image/png') return pngImage(bytes);
  return sized(type, sizes[type](bytes));
}

/** What the first bytes of a file say it is. */
export function typeOf(bytes: Uint8Array): ImageType | undefined {
  if (isPng(bytes)) return 'image/png';
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  const start = latin1(bytes.subarray(0, 12));
  if (start.startsWith('GIF87a') || start.startsWith('GIF89a')) return 'image/gif';
  return start.startsWith('RIFF') && start.endsWith('WEBP') ? 'image/webp' : undefined;
}

const sizes = { 'image/jpeg': jpegSize, 'image/gif': gifSize, 'image/webp': webpSize } as const;

function pngImage(bytes: Uint8Array): Image {
  const walk = chunksOf(bytes);
  return walk.trouble === null ? sized('image/png', pngSize(walk)) : { refused: walk.trouble };
}

function sized(type: ImageType, size: Size | undefined): Image {
  if (size === undefined || size.width === 0 || size.height === 0) {
    return refused('image_without_size', 'The picture does not say how large it is. The file is damaged.');
  }
  const { width, height } = size;
  if (width <= longestSide && height <= longestSide) return { type, width, height };
  const message = `The picture is ${width} by ${height} pixels, and ${longestSide} a side is the most. Make it smaller.`;
  return refused('image_too_large', message);
}

const refused = (code: string, message: string): Image => ({ refused: { code, message } });
