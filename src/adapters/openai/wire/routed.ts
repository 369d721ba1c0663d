import type { Routing } from '../../../domain/calling/routing.js';

type Fields = Readonly<Record<string, unknown>>;

/** Where OpenRouter may pass it on to: as somebody wishes, within what must be. Undefined for wherever it likes. */
export function routed(wishes: unknown, routing: Routing | null): Fields | undefined {
  const wished = fieldsIn(wishes);
  const collection = stricter(routing?.dataCollection ?? null, wished['data_collection']);
  const price = lower(routing?.maxPrice ?? null, wished['max_price']);
  const merged = {
    ...wished,
    ...(collection !== undefined && { data_collection: collection }),
    ...(price !== undefined && { max_price: price }),
  };
  return Object.keys(merged).length === 0 ? undefined : merged;
}

const stricter = (ours: Routing['dataCollection'], wished: unknown): unknown =>
  ours === 'deny' || wished === 'deny' ? 'deny' : (wished ?? ours ?? undefined);

/** The lower price of each kind. Of what we do not limit, what somebody wishes. */
function lower(ours: Routing['maxPrice'], wished: unknown): unknown {
  if (ours === null) return wished;
  const prices = fieldsIn(wished);
  const least = (kind: 'prompt' | 'completion') => Math.min(ours[kind], priceIn(prices[kind]));
  return { ...prices, prompt: least('prompt'), completion: least('completion') };
}

function priceIn(value: unknown): number {
  const price = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof price === 'number' && price >= 0 ? price : Infinity;
}

const fieldsIn = (value: unknown): Fields => (typeof value === 'object' && value !== null ? { ...value } : {});
