import * as z from 'zod';
import { parsedJson } from '../../../domain/text/json.js';
import type { Routing } from '../../../domain/calling/routing.js';
import { dialectOf } from './dialect.js';
import { routed } from './routed.js';
import { usageSchema, type Usage } from './usage.js';

export function embeddingBody(
  provider: string,
  {
    model,
    texts,
    routing,
  }: { readonly model: string; readonly texts: readonly string[]; readonly routing: Routing | null },
): string {
  const dialect = dialectOf(provider);
  const merged = dialect.isRouted ? routed(undefined, routing) : undefined;
  return JSON.stringify({
    model,
    input: texts,
    encoding_format: dialect.vectors,
    ...(merged !== undefined && { provider: merged }),
  });
}

const schema = z.object({
  id: z.string().nullish().catch(null),
  data: z.array(
    z.object({ index: z.int().nullish().catch(null), embedding: z.union([z.array(z.number()), z.string()]) }),
  ),
  usage: usageSchema,
});

type Row = z.infer<typeof schema>['data'][number];

export type Embeddings = {
  readonly id: string;
  readonly vectors: readonly Float32Array[];
  readonly usage: Usage | null;
};

/** As many vectors as were asked for, in that order. Undefined for anything else. */
export function parseEmbeddings(content: string, count: number): Embeddings | undefined {
  const { success, data } = schema.safeParse(parsedJson(content));
  if (!success || data.data.length !== count) return undefined;
  const rows = inOrder(data.data);
  const vectors = rows?.flatMap(({ embedding }) => unit(numbersOf(embedding)) ?? []);
  if (vectors?.length !== count) return undefined;
  return { id: data.id ?? '', vectors, usage: data.usage ?? null };
}

/** By their numbers, if they have any: then each of them once. */
function inOrder(rows: readonly Row[]): readonly Row[] | undefined {
  if (rows.every(({ index }) => (index ?? null) === null)) return rows;
  const byIndex = new Map(rows.map(row => [row.index, row]));
  const sorted = rows.flatMap((_, index) => byIndex.get(index) ?? []);
  return sorted.length === rows.length ? sorted : undefined;
}

const bytesEach = 4;

/** As numbers, or as the bytes of them in base64, the lowest byte first. */
function numbersOf(embedding: Row['embedding']): readonly number[] {
  if (typeof embedding !== 'string') return embedding;
  const bytes = Buffer.from(embedding, 'base64');
  const count = Math.floor(bytes.length / bytesEach);
  return Array.from({ length: count }, (_, at) => bytes.readFloatLE(at * bytesEach));
}

/** The same direction, one long. Undefined for what points nowhere. */
function unit(numbers: readonly number[]): Float32Array | undefined {
  const length = Math.sqrt(numbers.reduce((sum, each) => sum + each * each, 0));
  return length > 0 && length < Infinity ? Float32Array.from(numbers, each => each / length) : undefined;
}
