import { isSound, latin1, type Walk } from './chunks.js';

export type Size = { readonly width: number; readonly height: number };

/** The size a PNG says it has. Undefined: it does not begin as a PNG must. */
export function pngSize({ chunks }: Walk): Size | undefined {
  const [first] = chunks;
  if (first?.type !== 'IHDR' || first.data.length !== 13 || !isSound(first)) return undefined;
  const view = viewOf(first.data);
  return { width: view.getUint32(0), height: view.getUint32(4) };
}

export const gifSize = (bytes: Uint8Array): Size | undefined =>
  bytes.length < 10 ? undefined : { width: viewOf(bytes).getUint16(6, true), height: viewOf(bytes).getUint16(8, true) };

/** Goes from segment to segment up to the one that begins the frame. */
export function jpegSize(bytes: Uint8Array): Size | undefined {
  const view = viewOf(bytes);
  for (let at = 2; at + 9 <= bytes.length;) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) return undefined;
    if (marker === 0xff) at += 1;
    else if (isFrame(marker)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    else if (marker >= 0xd0 && marker <= 0xd8) at += 2;
    else at += 2 + Math.max(2, view.getUint16(at + 2));
  }
  return undefined;
}

const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** A WebP says its size in one of three ways. */
export function webpSize(bytes: Uint8Array): Size | undefined {
  if (bytes.length < 30) return undefined;
  const view = viewOf(bytes);
  const kind = latin1(bytes.subarray(12, 16));
  if (kind === 'VP8 ') return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (kind === 'VP8X')
    return { width: (view.getUint32(24, true) & 0xffffff) + 1, height: (view.getUint32(26, true) >>> 8) + 1 };
  if (kind !== 'VP8L') return undefined;
  const bits = view.getUint32(21, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
