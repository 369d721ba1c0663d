import { createHash } from 'node:crypto';
import type { Venue } from '../../src/domain/conversation/venue.js';
import { ownKeyPlace, ownKeyPurpose, tracePlace, tracePurpose } from '../../src/domain/wallet/purposes.js';
import type { StoreState, TableDigest } from '../../src/domain/store/state.js';
import type { StoreCare } from '../../src/ports/store-care.js';
import { emptyState, type State } from './state.js';

/** Looks after the fake stores. Whatever trouble it is told of, it finds. */
export function fakeStoreCare(state: State = emptyState(), trouble: Partial<StoreState> = {}): StoreCare {
  return {
    async inspect() {
      const tables = Object.entries(said(state)).map(([table, rows]) => [table, digestOf(rows)] as const);
      return {
        tables: Object.fromEntries(tables),
        imports: {},
        integrity: [],
        brokenReferences: 0,
        orphans: 0,
        ...trouble,
      };
    },
    async sealedValues() {
      const traces = [...state.traces.values()].map(({ reference, userId, sealed }) => ({
        place: tracePlace(reference, userId),
        purpose: tracePurpose,
        sealed,
      }));
      const keys = [...state.sealedKeys.values()].map(key => ({
        place: ownKeyPlace(key),
        purpose: ownKeyPurpose,
        sealed: key.sealed,
      }));
      return [...traces, ...keys];
    },
    async rebuildIndexes() {},
  };
}

/** What the stores say, without ids that were minted and without our own clock's times. */
function said(state: State): Readonly<Record<string, readonly unknown[]>> {
  const person = (id: string) => state.users.get(id)?.accounts[0]?.foreignId;
  const slug = (id: string | null) => (id === null ? null : state.personalities.get(id)?.slug);
  const whose = (row: { userId: string; personalityId: string | null }) => [
    person(row.userId),
    slug(row.personalityId),
  ];
  const when = ({ platform }: Venue, moment: number) => (platform === 'terminal' ? null : moment);
  const talks = [...state.conversations.values()];
  const talk = (id: string) => talks.find(({ conversation }) => conversation.id === id);
  return {
    users: [...state.users.values()].map(({ timezone, accounts }) => [timezone, accounts]),
    personas: [...state.personas.values()].map(({ id: _, userId, ...rest }) => [person(userId), rest]),
    personalities: [...state.personalities.values()].map(
      ({ id: _id, ownerId, createdAt: _createdAt, updatedAt: _updatedAt, ...rest }) => [person(ownerId), rest],
    ),
    lore: [...state.lore].flatMap(([id, entries]) =>
      entries.map(({ id: _, personalityId: __, ...rest }) => [slug(id), rest]),
    ),
    conversations: talks.map(({ venue }) => venue),
    messages: [...state.lines.values()].map(({ line: { conversationId, speaker, text, saidAt } }) => {
      const venue = talk(conversationId)?.venue;
      const speaks = speaker.kind === 'person' ? person(speaker.id) : slug(speaker.id);
      return [venue, speaker.kind, speaks, speaker.name, text, venue && when(venue, saidAt)];
    }),
    outbox: [...state.outbox.values()].map(({ parcel, deliveredAt, givenUp, postings }) => [
      [whose(parcel), parcel.kind, parcel.venue.channelId, parcel.chunks, deliveredAt !== null, givenUp],
      postings.map(({ ordinal, platformId }) => [ordinal, platformId !== null]),
    ]),
    outcomes: [...state.unanswered.values()].map(({ personalityId, outcome }) => [slug(personalityId), outcome]),
    inbox: [...state.inbox.values()]
      .filter(({ doneAt }) => doneAt === null)
      .map(({ accepted: { said: words, userId, answerers } }) => [person(userId), words, answerers]),
    marks: [...state.marks],
    activations: [...state.activations.values()].map(({ personalityId, activation }) => [
      slug(personalityId),
      activation,
    ]),
    silenced: [...state.silenced],
    memories: [...state.memories.values()].map(({ role, text, sectors, venue, saidAt, source, ...rest }) => [
      [...whose(rest), role, text, sectors, venue, source],
      when(venue, saidAt),
    ]),
    traces: [...state.traces.values()].map(whose),
    keys: [...state.sealedKeys.values()].map(({ userId, provider, endpoint, fingerprint, state: on }) => [
      person(userId),
      [provider, endpoint, fingerprint, on],
    ]),
    settings: [...state.settings.values()].map(({ place, key, setting }) => [whose(place), key, setting]),
    usage: [...state.ledger.values()].map(({ id: _id, openedAt: _openedAt, closedAt: _closedAt, ...row }) => [
      whose(row),
      { ...row, userId: null, personalityId: null },
    ]),
  };
}

function digestOf(rows: readonly unknown[]): TableDigest {
  const sorted = rows.map(row => JSON.stringify(row)).toSorted();
  return { rows: rows.length, digest: createHash('sha256').update(sorted.join('\n')).digest('hex') };
}
