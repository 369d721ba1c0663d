import { TzurotError } from '../../src/domain/errors.js';
import { keyIdOf } from '../../src/domain/wallet/seal.js';
import type { Activation } from '../../src/domain/activation/activation.js';
import type { Conversation, Line } from '../../src/domain/conversation/line.js';
import type { Venue } from '../../src/domain/conversation/venue.js';
import type { LlmConfig } from '../../src/domain/llm-config/llm-config.js';
import type { Accepted, Unanswered } from '../../src/domain/inbox/accepted.js';
import type { Memory } from '../../src/domain/memory/memory.js';
import type { Parcel, Posting } from '../../src/domain/outbox/parcel.js';
import type { LoreEntry } from '../../src/domain/personality/lore.js';
import type { Personality } from '../../src/domain/personality/personality.js';
import type { Micros } from '../../src/domain/time.js';
import type { SealedTrace, TurnRecord } from '../../src/domain/turn/record.js';
import type { Budget } from '../../src/domain/usage/budget.js';
import type { UsageRow } from '../../src/domain/usage/usage.js';
import type { Override, Persona, User } from '../../src/domain/user/user.js';
import type { SealedKey } from '../../src/domain/wallet/key.js';
import type { KeyEpoch } from '../../src/ports/key-epochs.js';
import type { Picture } from '../../src/ports/personalities.js';
import type { SettingPlace, StoredSetting } from '../../src/ports/settings.js';

/** What is in the outbox, and how far it came. */
export type Kept = {
  readonly parcel: Parcel;
  readonly postings: readonly Posting[];
  readonly deliveredAt: Micros | null;
  readonly givenUp: string | null;
};

type SpokenLine = { readonly line: Line; readonly triggerId: string };

/** What the fake stores share. Each map is in the order in which things came. */
export const emptyState = () => ({
  users: new Map<string, User>(),
  personas: new Map<string, Persona>(),
  overrides: new Map<string, Override>(),
  personalities: new Map<string, Personality>(),
  pictures: new Map<string, Picture>(),
  lore: new Map<string, readonly LoreEntry[]>(),
  conversations: new Map<string, { readonly conversation: Conversation; readonly venue: Venue }>(),
  answers: new Map<string, TurnRecord>(),
  outbox: new Map<string, Kept>(),
  drafts: new Map<string, string>(),
  unanswered: new Map<string, { readonly personalityId: string; readonly outcome: Unanswered }>(),
  inbox: new Map<string, { readonly accepted: Accepted; readonly doneAt: Micros | null }>(),
  marks: new Map<string, string>(),
  activations: new Map<string, { readonly personalityId: string; readonly activation: Omit<Activation, 'slug'> }>(),
  silenced: new Set<string>(),
  blocked: new Set<string>(),
  verified: new Set<string>(),
  lines: new Map<string, SpokenLine>(),
  memories: new Map<string, Memory>(),
  traces: new Map<string, SealedTrace>(),
  settings: new Map<string, { readonly place: SettingPlace; readonly key: string; readonly setting: StoredSetting }>(),
  llmConfigs: new Map<string, LlmConfig>(),
  ledger: new Map<string, UsageRow>(),
  budgets: new Map<string, Budget>(),
  keyEpochs: new Map<string, KeyEpoch>(),
  sealedKeys: new Map<string, SealedKey>(),
});

export type State = ReturnType<typeof emptyState>;

/** The places in which something was said, as they were last seen. */
export const venuesOf = ({ conversations, outbox }: State): Venue[] => [
  ...[...conversations.values()].map(({ venue }) => venue),
  ...[...outbox.values()].map(({ parcel }) => parcel.venue),
];

type References = {
  readonly userId?: string;
  readonly personalityId?: string | null;
  readonly conversationId?: string;
  readonly channelId?: string;
};

/** Throws when something refers to what is not there, as a database with foreign keys does. */
export function demand(state: State, { userId, personalityId, conversationId, channelId }: References): void {
  const channels = new Set(venuesOf(state).map(({ channelId: known }) => known));
  const wanted = [
    ['person', userId, state.users],
    ['personality', personalityId ?? undefined, state.personalities],
    ['conversation', conversationId, state.conversations],
    ['channel', channelId, channels],
  ] as const;
  for (const [what, id, known] of wanted) {
    if (id !== undefined && !known.has(id)) throw new Error(`There is no ${what} ${id}.`);
  }
}

/** Throws when something was sealed with a key that is retired or unknown, where keys are known at all. */
export function demandKeyInUse({ keyEpochs }: State, sealed: string): void {
  const state = keyEpochs.get(keyIdOf(sealed))?.state;
  if (keyEpochs.size > 0 && (state === undefined || state === 'retired'))
    throw new TzurotError('conflict', 'It is sealed with a master key that is not in use.');
}

/** Says whether a line is one half of this exchange. What a person said is a half of every exchange it began. */
export const isHalfOf = ({ line, triggerId }: SpokenLine, answer: TurnRecord): boolean =>
  triggerId === answer.triggerId && (line.speaker.kind === 'person' || line.speaker.id === answer.personalityId);

/** A message and one personality that was to answer it, as one key. */
export const questionOf = (messageId: string, personalityId: string): string => `${messageId}/${personalityId}`;

/** Removes what matches, and says how much that was. */
export function drop<T>(map: Map<string, T>, matches: (value: T) => boolean): number {
  const keys = [...map].flatMap(([key, value]) => (matches(value) ? [key] : []));
  for (const key of keys) map.delete(key);
  return keys.length;
}
