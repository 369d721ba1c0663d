import * as z from 'zod';

/** What a service says of a failure, in whatever form it says it. */
export type Said = {
  /** The status it means, which may be another than that of the answer it is in. */
  readonly status: number | null;
  readonly message: string;
  /** What it calls this kind of failure. */
  readonly names: readonly string[];
  /** What the one said to whom the request was passed on. */
  readonly raw: string;
  readonly limitSource: string | null;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
};

export const nothingSaid: Said = { status: null, message: '', names: [], raw: '', limitSource: null, headers: {} };

const word = z.string().nullish().catch(null);
const code = z.union([z.number(), z.string()]).nullish().catch(null);
const header = z.union([z.string(), z.number()]).transform(String);

const metadataSchema = z
  .object({
    error_type: word,
    limit_source: word,
    raw: word,
    reasons: z.array(z.string()).nullish().catch(null),
    headers: z.record(z.string(), header).nullish().catch(null),
  })
  .nullish()
  .catch(null);

const errorSchema = z.object({ code, message: word, type: word, metadata: metadataSchema });

type WireError = z.infer<typeof errorSchema>;

const documentSchema = z.union([
  z.object({ error: errorSchema }),
  z.object({ error: z.string() }).transform(({ error }) => ({ error: { message: error } })),
  errorSchema.extend({ object: z.literal('error') }).transform(error => ({ error })),
]);

/** Nobody reads more of it, and it is searched for what it means. */
const longestWords = 4000;

/** The failure that a document tells of. Undefined where it tells of none. */
export function errorIn(document: unknown): Said | undefined {
  const one: unknown = Array.isArray(document) ? document[0] : document;
  const { success, data } = documentSchema.safeParse(one);
  return success ? saidOf(data.error) : undefined;
}

function saidOf({ code: number, message, type, metadata }: WireError): Said {
  const status = Number(number ?? Number.NaN);
  return {
    status: Number.isInteger(status) && status > 0 ? status : null,
    message: (message ?? '').slice(0, longestWords),
    names: [metadata?.error_type, type, number].flatMap(name => (typeof name === 'string' ? [name] : [])),
    raw: [metadata?.raw ?? '', ...(metadata?.reasons ?? [])].join(' ').trim().slice(0, longestWords),
    limitSource: metadata?.limit_source ?? null,
    headers: lowered(metadata?.headers ?? {}),
  };
}

const lowered = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
