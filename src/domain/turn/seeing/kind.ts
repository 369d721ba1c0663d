import { typeOf } from '../../png/image.js';

export type FileKind = 'picture' | 'audio' | 'pdf' | 'text' | 'unknown';

/** What a file is by what is in it. */
export function kindOf(bytes: Uint8Array): FileKind {
  if (typeOf(bytes) !== undefined) return 'picture';
  const start = latin1Of(bytes.subarray(0, 12));
  if (start.startsWith('%PDF-')) return 'pdf';
  if (isAudio(start, bytes)) return 'audio';
  return textIn(bytes) === undefined ? 'unknown' : 'text';
}

const mpegFrames = new Set([0xfb, 0xfa, 0xf3, 0xf2, 0xf1, 0xf9]);

function isAudio(start: string, bytes: Uint8Array): boolean {
  if (/^(?:OggS|ID3|fLaC|RIFF.{4}WAVE)|^.{4}ftypM4A/s.test(start)) return true;
  return bytes[0] === 0xff && mpegFrames.has(bytes[1] ?? 0);
}

const latin1Of = (bytes: Uint8Array) => String.fromCharCode(...bytes);

const notInText = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/;

/** The text that a file is, in UTF-8, or in UTF-16 where it says so. Undefined when it is none. */
export function textIn(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return notInText.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
