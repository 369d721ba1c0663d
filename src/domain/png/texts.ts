import type { Remark } from '../import/issue.js';
import { isSound, latin1, type Chunk } from './chunks.js';

const mostText = 8 * 1024 * 1024;

type Inflate = (packed: Uint8Array, most: number) => Uint8Array;

/** The texts in a PNG by their keywords in lower case, as bytes. Of several with one keyword the first counts. */
export type Texts = { readonly texts: ReadonlyMap<string, Uint8Array>; readonly remarks: readonly Remark[] };

const textTypes: ReadonlySet<string> = new Set(['tEXt', 'zTXt', 'iTXt']);

/** The keyword of a chunk in lower case, when it is a chunk of text. */
export function keywordOf({ type, data }: Chunk): string | undefined {
  if (!textTypes.has(type)) return undefined;
  const end = data.subarray(0, 80).indexOf(0);
  return end < 1 ? undefined : latin1(data.subarray(0, end)).toLowerCase();
}

/** The texts with one of these keywords. The others are nobody’s business, and are not unpacked. */
export function textsOf(chunks: readonly Chunk[], keywords: readonly string[], inflate: Inflate): Texts {
  const texts = new Map<string, Uint8Array>();
  const remarks: Remark[] = [];
  for (const chunk of chunks) {
    const keyword = keywordOf(chunk);
    if (keyword === undefined || !keywords.includes(keyword)) continue;
    const found = texts.has(keyword) ? 'repeated_text' : valueOf(chunk, keyword.length + 1, inflate);
    if (typeof found === 'string') remarks.push(remarkOf(found, keyword));
    else texts.set(keyword, found);
  }
  return { texts, remarks };
}

type Fault = keyof typeof faults;

function valueOf(chunk: Chunk, start: number, inflate: Inflate): Uint8Array | Fault {
  if (!isSound(chunk)) return 'bad_crc';
  const { type, data } = chunk;
  if (type === 'tEXt') return bounded(data.subarray(start));
  if (type === 'zTXt') return unpacked(data.subarray(start + 1), inflate);
  return international(data, start, inflate);
}

/** An iTXt chunk: two bytes about the packing, a language, a translated keyword, the text. */
function international(data: Uint8Array, start: number, inflate: Inflate): Uint8Array | Fault {
  const language = data.indexOf(0, start + 2);
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1);
  if (translated < 0) return 'bad_text';
  const text = data.subarray(translated + 1);
  return data[start] === 1 ? unpacked(text, inflate) : bounded(text);
}

const bounded = (text: Uint8Array): Uint8Array | Fault => (text.length > mostText ? 'text_too_long' : text);

function unpacked(packed: Uint8Array, inflate: Inflate): Uint8Array | Fault {
  try {
    return inflate(packed, mostText);
  } catch {
    return 'bad_packing';
  }
}

const faults = {
  repeated_text: 'stands in the PNG more than once. The first one counts.',
  bad_crc: 'is damaged: its checksum is wrong. It was left out.',
  bad_text: 'is not formed as a text in a PNG is. It was left out.',
  text_too_long: `is longer than ${mostText} bytes. It was left out.`,
  bad_packing: `cannot be unpacked, or would have more than ${mostText} bytes. It was left out.`,
} as const;

const remarkOf = (code: Fault, keyword: string): Remark => ({
  severity: 'warn',
  code,
  at: '',
  message: `The text “${keyword}” ${faults[code]}`,
});
