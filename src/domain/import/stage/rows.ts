import type { Venue } from '../../conversation/venue.js';
import { derivedId } from '../../id.js';
import { compact } from '../../json/compact.js';
import type { Memory } from '../../memory/memory.js';
import type { Micros } from '../../time.js';
import type { Character } from '../cast.js';
import type { LoreFound, MemoryFound, MessageFound } from '../found.js';
import type { Kind } from '../kind.js';
import type { Stamp, Staged, StagedRow } from '../staged.js';

export type BulkFound = MemoryFound | MessageFound | LoreFound;

/** Where a record stands, and what its row needs to know beyond it. */
export type Around = {
  readonly sha256: (text: string) => string;
  readonly format: string;
  readonly path: string;
  readonly character: Character & { readonly name: string };
  readonly mayUpdate: boolean;
  /** Whether files are believed that say where something was said. */
  readonly vouches: boolean;
  /** Who owns the personality, and so keeps what nobody has claimed. */
  readonly ownerId: string;
  /** Whose backup it is. `handle` tells them apart for others too. */
  readonly importer: { readonly id: string; readonly handle: string };
  /** Whose account here somebody at the source is. */
  readonly people: ReadonlyMap<string, string>;
  /** When the record is taken to be from, if it does not say. */
  readonly moment: Micros;
};

/** A record as it is staged, unless its source set it aside. */
export function stagedOf(found: BulkFound, around: Around): Staged {
  const { format, path, mayUpdate } = around;
  const stamp = stampOf(found, path, around.character.id, whoseIs(found, around), around.sha256);
  if (found.aside !== undefined) {
    const { fate, ...reason } = found.aside;
    return { ...stamp, format, mayUpdate, fate: { outcome: fate, reason } };
  }
  return { ...stamp, format, mayUpdate, fate: { outcome: 'live', row: rowOf(found, stamp, around) } };
}

/** What the importing person said is theirs alone, line by line; a memory is the same one whoever backs it up. */
const whoseIs = (found: BulkFound, { importer }: Around): string =>
  found.kind === 'messages' ? JSON.stringify([importer.id, found.talk, found.foreignId]) : '';

const fingerprintLength = 32;

export function stampOf(
  { kind, at, raw }: { readonly kind: Kind; readonly at: string; readonly raw: string },
  path: string,
  of: string,
  by: string,
  sha256: (text: string) => string,
): Stamp {
  const fingerprint = sha256(`${kind}\n${of}\n${by}\n${compact(raw)}`).slice(0, fingerprintLength);
  return { kind, path, at, fingerprint };
}

function rowOf(found: BulkFound, stamp: Stamp, around: Around): StagedRow {
  if (found.kind === 'memories') return memoryRow(found, stamp, around);
  if (found.kind === 'messages') return messageRow(found, stamp, around);
  const { foreignId, title, content, keys, constant, enabled, order, rules, kind } = found;
  const id = derivedId(around.sha256, kind, around.character.id, foreignId ?? stamp.fingerprint);
  return {
    table: 'lore',
    entry: { id, personalityId: around.character.id, title, content, keys, constant, enabled, order, rules },
  };
}

function memoryRow(found: MemoryFound, { fingerprint }: Stamp, around: Around): StagedRow {
  const { sha256, character, ownerId, people, format, moment } = around;
  const known = [...new Set(found.senders.flatMap(sender => people.get(sender) ?? []))];
  const [userId, ...others] = known;
  const memory: Memory = {
    id: derivedId(sha256, 'memory', character.id, found.foreignId ?? fingerprint),
    personalityId: character.id,
    userId: userId ?? (around.vouches ? ownerId : around.importer.id),
    ...(others.length > 0 && { others: others.toSorted() }),
    ...(userId === undefined && { unclaimed: true }),
    role: 'note',
    text: found.text,
    sector: 'episodic',
    sectors: ['episodic'],
    venue: around.vouches ? venueOf(found, format) : ownVenue(format, around.importer.handle),
    saidAt: found.saidAt ?? moment,
    ...(found.saidAt === null && { undated: true }),
    messageId: null,
    replyTo: null,
    source: format,
  };
  return { table: 'memories', memory, strangers: found.senders.filter(sender => !people.has(sender)) };
}

/** What nobody vouches for is nobody's to recall but whoever brings it. */
const ownVenue = (format: string, handle: string): Venue => ({
  channelId: `import:${format}:dm:${handle}`,
  platform: 'import',
  kind: 'dm',
  guildId: null,
  isPublic: false,
});

/** A source does not say who could read a channel: so nobody else is taken to have been able to. */
function venueOf({ channelId, guildId }: MemoryFound, format: string): Venue {
  const place = { isPublic: false, guildId };
  if (channelId !== null) return { ...place, channelId, platform: 'discord', kind: 'guild' };
  if (guildId !== null)
    return { ...place, channelId: `import:${format}:guild:${guildId}`, platform: 'import', kind: 'guild' };
  return { ...place, channelId: `import:${format}:dm`, platform: 'import', kind: 'dm' };
}

function messageRow(found: MessageFound, { fingerprint }: Stamp, around: Around): StagedRow {
  const { sha256, character, importer, format, moment } = around;
  const channelId = `import:${format}:${character.foreignId}:${importer.handle}`;
  const part = found.foreignId ?? fingerprint;
  return {
    table: 'messages',
    conversation: {
      id: derivedId(sha256, 'talk', character.id, importer.id, found.talk),
      startedAt: found.saidAt ?? moment,
    },
    venue: { channelId, platform: 'import', kind: 'dm', guildId: null, isPublic: false },
    message: {
      id: derivedId(sha256, 'message', character.id, importer.id, found.talk, part),
      speaker: found.speaker,
      userId: importer.id,
      personalityId: character.id,
      speakerName: found.speakerName ?? (found.speaker === 'personality' ? character.name : null),
      text: found.text,
      saidAt: found.saidAt ?? moment,
      isDated: found.saidAt !== null,
    },
  };
}
