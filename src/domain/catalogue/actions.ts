import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';
import type { ModelShelf } from '../../ports/model-shelf.js';
import type { ModelSource } from '../../ports/model-source.js';
import { softly, type Shared } from '../around.js';
import { TzurotError } from '../errors.js';
import { find } from './find.js';
import { isDue, isStale, type Listing } from './listing.js';
import { freePrices, type Model, type Prices } from './model.js';

export type CataloguePorts = {
  readonly modelSource: ModelSource;
  readonly modelShelf: ModelShelf;
  readonly clock: Clock;
  readonly log: Log;
  /** Through this everybody in the process asks, and one at a time. */
  readonly asking: Shared<Listing | undefined>;
};

/** The one provider whose models are listed. What else answers runs on the operator's own account. */
const listed = 'openrouter';
const unpaid = new Set(['built-in', 'openai-compatible']);

/** The models there are, asked for when what is known of them is too old. Never fails: an old list is better than none. */
export async function models(ports: CataloguePorts): Promise<Listing> {
  const { listing, due } = await known(ports);
  return due ? ((await renewed(ports)) ?? listing) : listing;
}

/** The same, asked for now, whatever is known. Throws `unavailable` when nobody answers. */
export async function refresh(ports: CataloguePorts): Promise<Listing> {
  try {
    const found = { models: await ports.modelSource.all(), at: ports.clock.now() };
    await softly(ports.log, 'Keeping the list of models', () => ports.modelShelf.put(found));
    return { ...found, from: 'live', isStale: false };
  } catch (error) {
    if (error instanceof TzurotError) await noteFailure(ports);
    throw error;
  }
}

/** What is known of a model, at once. What is too old is asked for meanwhile, for the next time. */
export async function modelOf(ports: CataloguePorts, provider: string, id: string): Promise<Model | undefined> {
  if (provider !== listed) return undefined;
  const { listing, due } = await known(ports);
  if (due) void renewed(ports);
  return find(listing.models, id);
}

/** The same, and nobody is asked: for a hint beside something else. */
export async function knownModels(ports: CataloguePorts): Promise<readonly Model[]> {
  return (await known(ports)).listing.models;
}

/** What a model costs, at once. Null where nobody says. */
export async function priceOf(ports: CataloguePorts, provider: string, id: string): Promise<Prices | null> {
  if (unpaid.has(provider)) return freePrices;
  return (await modelOf(ports, provider, id))?.prices ?? null;
}

/** Asks, unless somebody else has asked meanwhile. Undefined when that failed, or would be too soon. */
const renewed = (ports: CataloguePorts): Promise<Listing | undefined> =>
  ports.asking(() =>
    softly(ports.log, 'Asking for the list of models', async () =>
      (await known(ports)).due ? refresh(ports) : undefined,
    ),
  );

async function known({ modelShelf, clock }: CataloguePorts): Promise<{ listing: Listing; due: boolean }> {
  const now = clock.now();
  const kept = await modelShelf.read();
  const found = kept ?? (await modelShelf.shipped());
  const listing: Listing = { ...found, from: kept === undefined ? 'shipped' : 'kept', isStale: isStale(found.at, now) };
  return { listing, due: listing.isStale && isDue(listing, await modelShelf.failedAt(), now) };
}

const noteFailure = ({ log, modelShelf, clock }: CataloguePorts) =>
  softly(log, 'Noting that nobody listed the models', () => modelShelf.noteFailure(clock.now()));
