import type { Clock } from '../../ports/clock.js';
import type { Entropy } from '../../ports/entropy.js';
import type { Memories } from '../../ports/memories.js';
import { TzurotError } from '../errors.js';
import { idBytes, idOf } from '../id.js';
import { sectorOf, type Memory } from './memory.js';
import { rank, type Recalled } from './recall.js';
import type { Scope } from './scope.js';
import { termsOf } from './terms.js';

export type MemoryPorts = { readonly memories: Memories; readonly clock: Clock; readonly entropy: Entropy };

const mostCandidates = 3000;
const longestNote = 20_000;

/** What comes to mind at a text, best first. What is still in the conversation is left out. */
export async function recall(
  ports: Pick<MemoryPorts, 'memories' | 'clock'>,
  scope: Scope,
  text: string,
  options: { readonly limit: number; readonly except?: ReadonlySet<string> },
): Promise<Recalled[]> {
  const terms = termsOf(text);
  if (terms.length === 0 || options.limit === 0) return [];
  const found = await ports.memories.search(scope, terms, mostCandidates);
  const except = options.except ?? new Set();
  return rank(terms, found, ports.clock.now())
    .filter(({ memory }) => memory.messageId === null || !except.has(memory.messageId))
    .slice(0, options.limit);
}

/** Puts a note into a personality's memory of a person. */
export async function note(ports: MemoryPorts, scope: Scope, text: string): Promise<Memory> {
  const words = text.trim();
  if (words === '') throw new TzurotError('invalid', 'There is nothing to remember in an empty text.');
  if (words.length > longestNote)
    throw new TzurotError('invalid', `A note has at most ${longestNote} characters; this one has ${words.length}.`);
  const sector = sectorOf('note');
  const memory: Memory = {
    id: idOf(ports.entropy.bytes(idBytes)),
    personalityId: scope.personalityId,
    userId: scope.userId,
    role: 'note',
    text: words,
    sector,
    sectors: [sector],
    venue: scope.venue,
    saidAt: ports.clock.now(),
    messageId: null,
    replyTo: null,
    source: 'note',
  };
  await ports.memories.add(memory);
  return memory;
}

/** One's own memory by its id. Somebody else's is not there. */
export async function find(ports: MemoryPorts, userId: string, id: string): Promise<Memory> {
  const memory = await ports.memories.find(id);
  if (memory !== undefined && memory.userId === userId) return memory;
  throw new TzurotError('not_found', `There is no memory “${id}” of yours.`, { try: 'memory list' });
}

export async function forget(ports: MemoryPorts, userId: string, id: string): Promise<Memory> {
  const memory = await find(ports, userId, id);
  await ports.memories.remove(id);
  return memory;
}

export const list = (
  ports: MemoryPorts,
  personalityId: string,
  userId: string,
  limit: number | undefined,
): Promise<Memory[]> => ports.memories.list({ personalityId, userId, ...(limit === undefined ? {} : { limit }) });
