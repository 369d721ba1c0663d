import * as z from 'zod';
import { parsedJson } from '../../../domain/text/json.js';
import { errorIn, type Said } from './errors.js';
import { usageSchema } from './usage.js';

const text = z.string().nullish().catch(null);
const things = z.array(z.unknown()).nullish().catch(null);

const partSchema = z.object({ text: z.string() });

/** Mostly a text. Some services cut it into parts, of which only those with text are for reading. */
const contentSchema = z
  .union([
    z.string(),
    z.array(z.unknown()).transform(parts =>
      parts
        .map(part => partSchema.safeParse(part))
        .map(({ success, data }) => (success ? data.text : ''))
        .join(''),
    ),
  ])
  .nullish()
  .catch(null);

const callSchema = z.object({
  index: z.int().nullish().catch(null),
  id: text,
  function: z.object({ name: text, arguments: z.unknown() }).nullish().catch(null),
});

const messageSchema = z
  .object({
    content: contentSchema,
    refusal: text,
    reasoning: text,
    reasoning_content: text,
    reasoning_details: things,
    images: things,
    tool_calls: z.array(callSchema).nullish().catch(null),
  })
  .nullish();

/** Only the first is read: what is wrong with another one does not matter. */
const choiceSchema = z
  .object({ delta: messageSchema, message: messageSchema, finish_reason: text })
  .nullable()
  .catch(null);

/** Whole answers bring a message, and streams what is new of it. Figures that make no sense do not cost the text. */
const chunkSchema = z.object({
  id: text,
  model: text,
  provider: text,
  choices: z.array(choiceSchema).nullish(),
  usage: usageSchema,
});

export type WireCall = z.infer<typeof callSchema>;
export type WireMessage = NonNullable<z.infer<typeof messageSchema>>;
export type Chunk = z.infer<typeof chunkSchema> & { readonly error: Said | null };

/** One event of a stream, or a whole answer. Undefined for what is neither: keep-alives and pages. */
export function parseChunk(data: string): Chunk | undefined {
  const document = parsedJson(data);
  const { success, data: chunk } = chunkSchema.safeParse(document);
  const error = tellsOfError(document) ? (errorIn(document) ?? null) : null;
  if (success) return { ...chunk, error };
  return error === null ? undefined : { error };
}

function tellsOfError(document: unknown): boolean {
  if (typeof document !== 'object' || document === null) return false;
  if ('error' in document) return document.error !== null;
  return Array.isArray(document) || ('object' in document && document.object === 'error');
}
