import * as z from 'zod';
import type { SeenPicture } from '../../../domain/calling/prompt.js';

const address = z.string();
const schema = z.object({ image_url: z.union([address, z.object({ url: address }).transform(({ url }) => url)]) });

const beginning = /^data:(image\/(?:png|jpeg|webp|gif));base64,/;
const longestBeginning = 40;
const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** A picture that came with an answer. Undefined for what only says where it is: nobody goes there. */
export function pictureIn(value: unknown): SeenPicture | undefined {
  const { success, data } = schema.safeParse(value);
  if (!success) return undefined;
  const [start = '', type] = beginning.exec(data.image_url.slice(0, longestBeginning)) ?? [];
  const content = data.image_url.slice(start.length);
  if (type === undefined || !base64.test(content)) return undefined;
  return { type, bytes: new Uint8Array(Buffer.from(content, 'base64')) };
}
