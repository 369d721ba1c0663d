import type { Conversation, Line } from '../../src/domain/conversation/line.js';
import type { Venue } from '../../src/domain/conversation/venue.js';
import { TzurotError } from '../../src/domain/errors.js';
import type { Accepted } from '../../src/domain/inbox/accepted.js';
import type { Said } from '../../src/domain/inbox/said.js';
import type { LlmConfig } from '../../src/domain/llm-config/llm-config.js';
import { sectorOf, type Memory } from '../../src/domain/memory/memory.js';
import type { LoreEntry } from '../../src/domain/personality/lore.js';
import type { Parcel } from '../../src/domain/outbox/parcel.js';
import { blankSketch, type Personality } from '../../src/domain/personality/personality.js';
import { microsPerDay, microsPerMs, microsPerSecond, type Micros } from '../../src/domain/time.js';
import { plain, type Incoming } from '../../src/domain/turn/incoming.js';
import type { SealedTrace, TurnRecord } from '../../src/domain/turn/record.js';
import type { Budget } from '../../src/domain/usage/budget.js';
import { nothingSpent, type Reservation, type Spent } from '../../src/domain/usage/usage.js';
import type { Account, Override, Persona, User } from '../../src/domain/user/user.js';
import type { SealedKey } from '../../src/domain/wallet/key.js';
import type { Quote } from '../../src/domain/turn/references/reference.js';
import type { Attachment } from '../../src/domain/turn/seeing/attachment.js';
import type { Draft as ShownDraft, Post, Speaker } from '../../src/ports/chat.js';
import type { Overheard } from '../../src/domain/inbox/said.js';
import type { Description } from '../../src/ports/descriptions.js';
import type { KeyEpoch } from '../../src/ports/key-epochs.js';
import type { Picture } from '../../src/ports/personalities.js';
import type { Failure } from '../../src/domain/calling/failure.js';
import type { Draft, LlmRequest } from '../../src/ports/llm.js';

/** When everything happens that does not say when. */
export const noon: Micros = Date.UTC(2026, 10, 20, 12) * microsPerMs;

/** A moment so many seconds after noon; before it when negative. */
export const after = (seconds: number): Micros => noon + seconds * microsPerSecond;

const named = (id: string) => id.charAt(0).toUpperCase() + id.slice(1);

/** A Discord account. Everybody has an id of their own, made of the letters of their name. */
export function anAccount(name: string, fields: Partial<Account> = {}): Account {
  const letters = [...name].map(letter => letter.charCodeAt(0)).join('');
  return { platform: 'discord', foreignId: letters.padStart(18, '1').slice(-18), name, ...fields };
}

export function aUser(fields: Partial<User> = {}): User {
  const id = fields.id ?? 'ada';
  return { id, timezone: null, createdAt: noon, accounts: [anAccount(id)], ...fields };
}

export function aPersona(fields: Partial<Persona> = {}): Persona {
  const userId = fields.userId ?? 'ada';
  return {
    id: `${userId}-persona`,
    userId,
    name: named(userId),
    pronouns: null,
    about: null,
    isDefault: false,
    ...fields,
  };
}

/** Ada’s, with lilith. Nothing is different. */
export const anOverride = (fields: Partial<Override> = {}): Override => ({
  userId: 'ada',
  personalityId: 'lilith',
  personaId: null,
  sidecar: null,
  model: null,
  params: {},
  ...fields,
});

/** Lilith, who is ada's. One with another id has the slug and the name that go with it. */
export function aPersonality(fields: Partial<Personality> = {}): Personality {
  const id = fields.id ?? 'lilith';
  const ours = {
    id,
    slug: id,
    ownerId: 'ada',
    aliases: [],
    avatar: null,
    source: null,
    createdAt: noon,
    updatedAt: noon,
  };
  return { ...blankSketch(named(id)), ...ours, ...fields };
}

/** Ada’s own. */
export const anLlmConfig = (fields: Partial<LlmConfig> = {}): LlmConfig => ({
  id: 'creative',
  ownerId: 'ada',
  name: 'Creative',
  provider: null,
  model: 'some/model',
  fallbackModel: null,
  params: {},
  createdAt: noon,
  updatedAt: noon,
  ...fields,
});

export const aPicture = (fields: Partial<Picture> = {}): Picture => ({
  sha256: 'd'.repeat(64),
  type: 'image/gif',
  width: 7,
  height: 5,
  bytes: Uint8Array.from([0, 1, 254, 255]),
  ...fields,
});

export function aLoreEntry(fields: Partial<LoreEntry> = {}): LoreEntry {
  return {
    id: 'lore',
    personalityId: 'lilith',
    title: 'The tower',
    keys: ['tower'],
    content: 'The tower has no door.',
    constant: false,
    enabled: true,
    order: 0,
    rules: {},
    ...fields,
  };
}

const venues: Readonly<Record<Venue['kind'], Venue>> = {
  dm: { channelId: 'dm-ada', platform: 'discord', kind: 'dm', guildId: null, isPublic: false },
  guild: { channelId: 'hall', platform: 'discord', kind: 'guild', guildId: 'castle', isPublic: true },
  thread: { channelId: 'alcove', platform: 'discord', kind: 'thread', guildId: 'castle', isPublic: true },
};

/** Ada's direct messages. With another kind: the hall of the castle, or the alcove, a thread there; both are public. */
export const aVenue = (fields: Partial<Venue> = {}): Venue => ({ ...venues[fields.kind ?? 'dm'], ...fields });

export const aConversation = (fields: Partial<Conversation> = {}): Conversation => ({
  id: 'talk',
  channelId: aVenue().channelId,
  startedAt: noon,
  ...fields,
});

export const aLine = (fields: Partial<Line> = {}): Line => ({
  id: 'line',
  conversationId: aConversation().id,
  speaker: { kind: 'person', id: 'ada', name: 'ada' },
  text: 'Are you there?',
  saidAt: noon,
  ...fields,
});

export function aMemory(fields: Partial<Memory> = {}): Memory {
  const role = fields.role ?? 'note';
  const sector = fields.sector ?? sectorOf(role);
  return {
    id: 'memory',
    personalityId: 'lilith',
    userId: 'ada',
    role,
    text: 'She keeps bees.',
    sector,
    sectors: [sector],
    venue: aVenue(),
    saidAt: noon,
    messageId: null,
    replyTo: null,
    source: 'test',
    ...fields,
  };
}

type Exchange = {
  readonly said: string;
  readonly answer: string;
  readonly venue: Venue;
  readonly conversationId: string;
};

/**
 * Ada says something in her direct messages, and lilith answers. Ids follow from the trigger and the personality: two
 * answers to one message bring the same line of the person, and have everything else of their own.
 */
export function aTurnRecord(given: Partial<TurnRecord & Exchange> = {}): TurnRecord {
  const { said = 'Are you there?', answer = 'Always.', venue = aVenue(), conversationId = 'talk', ...fields } = given;
  const { triggerId = 'hello', personalityId = 'lilith', userId = 'ada', recordedAt: saidAt = noon } = fields;
  const id = `${triggerId}-${personalityId}`;
  const question = aLine({
    id: `${triggerId}-line`,
    conversationId,
    speaker: { kind: 'person', id: userId, name: userId },
    text: said,
    saidAt,
  });
  const reply = aLine({
    id: `${id}-line`,
    conversationId,
    speaker: { kind: 'personality', id: personalityId, name: named(personalityId) },
    text: answer,
    saidAt,
  });
  const half = { personalityId, userId, venue, saidAt };
  const heard = aMemory({ ...half, id: `${id}-heard`, role: 'person', text: said, messageId: question.id });
  const spoken = aMemory({
    ...half,
    id: `${id}-spoken`,
    role: 'personality',
    text: answer,
    messageId: reply.id,
    replyTo: heard.id,
  });
  return {
    outboxId: `${id}-outbox`,
    triggerId,
    personalityId,
    userId,
    channelId: venue.channelId,
    reference: id,
    recordedAt: saidAt,
    lines: [question, reply],
    memories: [heard, spoken],
    chunks: [answer],
    footer: null,
    trace: null,
    ...fields,
  };
}

/** That lilith could not answer ada in her direct messages. */
export const aParcel = (fields: Partial<Parcel> = {}): Parcel => ({
  outboxId: 'parcel',
  kind: 'failure',
  venue: aVenue(),
  personalityId: 'lilith',
  userId: 'ada',
  reference: fields.outboxId ?? 'parcel',
  chunks: ['Not now.'],
  footer: null,
  recordedAt: noon,
  ...fields,
});

type GivenSaid = { readonly said?: Partial<Said> };

/** What ada says to lilith in her direct messages. */
export function anAcceptance({ said = {}, ...fields }: Partial<Omit<Accepted, 'said'>> & GivenSaid = {}): Accepted {
  return {
    said: {
      id: '1000',
      channelId: 'dm-ada',
      channelName: null,
      author: { accountId: anAccount('ada').foreignId, name: 'ada', kind: 'person' },
      text: 'Are you there?',
      mentions: plain.mentions,
      asides: [],
      saidAt: noon,
      where: { venue: aVenue(), parentId: null, names: null, isAgeRestricted: null, roles: [] },
      replyTo: null,
      embedded: [],
      files: [],
      mentionsUs: false,
      ...said,
    },
    userId: 'ada',
    originalId: null,
    answerers: [{ slug: 'lilith', rule: 'addressed' }],
    steps: [{ rule: 'addressed', matched: true, detail: 'addresses lilith' }],
    acceptedAt: noon,
    ...fields,
  };
}

/** What bob said in the hall. */
export const aQuote = (fields: Partial<Quote> = {}): Quote => ({
  id: '900000000000000001',
  channelId: '800000000000000001',
  speaker: { kind: 'person', id: 'bob', name: 'Bob' },
  text: 'The bees are late.',
  saidAt: noon,
  channelName: 'garden',
  ...fields,
});

export const anAttachment = (fields: Partial<Attachment> = {}): Attachment => ({
  name: 'notes.md',
  bytes: Buffer.from('# Bees\n\nThey dance.'),
  transcript: null,
  ...fields,
});

export const aDescription = (fields: Partial<Description> = {}): Description => ({
  sha256: 'd'.repeat(64),
  model: 'some/model',
  text: 'A black cat on a wall.',
  madeAt: noon,
  ...fields,
});

/** A text in the form of a sealed one. Nothing opens it. */
export const anEnvelope = (keyId = '0a1b2c3d'): string => `tz1.${keyId}.${'A'.repeat(16)}.${'A'.repeat(32)}`;

export const aSealedTrace = (fields: Partial<SealedTrace> = {}): SealedTrace => ({
  reference: 'hello-lilith',
  userId: 'ada',
  personalityId: 'lilith',
  at: noon,
  expiresAt: noon + microsPerDay,
  sealed: anEnvelope(),
  ...fields,
});

export const aKeyEpoch = (fields: Partial<KeyEpoch> = {}): KeyEpoch => ({
  keyId: '0a1b2c3d',
  checkValue: 'f'.repeat(64),
  state: 'active',
  createdAt: noon,
  retiredAt: null,
  worker: null,
  location: null,
  ...fields,
});

/** A dollar a day for ada. */
export const aBudget = (fields: Partial<Budget> = {}): Budget => ({
  scope: 'user',
  subject: 'ada',
  period: 'day',
  limitNanoUsd: 1_000_000_000,
  ...fields,
});
/** Ada’s for OpenRouter, which nothing opens. */
export function aSealedKey(fields: Partial<SealedKey> = {}): SealedKey {
  const { userId = 'ada', provider = 'openrouter' } = fields;
  return {
    id: `${userId}-${provider}`,
    userId,
    provider,
    endpoint: null,
    fingerprint: 'abcd',
    sealed: anEnvelope(),
    state: 'active',
    createdAt: noon,
    lastUsedAt: null,
    failedAt: null,
    refusedAt: null,
    ...fields,
  };
}

export const aReservation = (fields: Partial<Reservation> = {}): Reservation => ({
  id: 'request',
  userId: 'ada',
  personalityId: 'lilith',
  guildId: null,
  provider: 'openrouter',
  model: 'some/model',
  type: 'text',
  payer: 'own',
  reservedNanoUsd: 5_000_000,
  openedAt: noon,
  holder: 'worker',
  ...fields,
});

export const aSpent = (fields: Partial<Spent> = {}): Spent => ({
  ...nothingSpent,
  tokensIn: 120,
  tokensOut: 30,
  costNanoUsd: 450_000,
  costText: '0.00045',
  ...fields,
});

export const anIncoming = (fields: Partial<Incoming> = {}): Incoming => ({
  id: 'hello',
  text: 'Are you there?',
  author: { userId: 'ada', accountId: 'ada', name: 'ada', kind: 'person' },
  venue: aVenue(),
  saidAt: noon,
  ...plain,
  ...fields,
});

export const anLlmRequest = (fields: Partial<LlmRequest> = {}): LlmRequest => ({
  model: 'some/model',
  prompt: {
    system: [{ name: 'rules', text: 'You are Lilith.' }],
    history: [],
    turn: [{ name: 'message', text: 'Are you there?' }],
  },
  params: {},
  isStreamed: true,
  key: null,
  routing: null,
  ...fields,
});

export const aDraft = (fields: Partial<Draft> = {}): Draft => ({
  text: 'Always.',
  reasoning: '',
  reasoningDetails: [],
  pictures: [],
  calls: [],
  model: 'some/model',
  upstream: null,
  finish: 'stop',
  generationId: 'gen-1',
  spent: aSpent(),
  ...fields,
});

/** What a model throws. */
export const anLlmFailure = (failure: Failure = 'overloaded'): TzurotError =>
  new TzurotError('unavailable', `The model did not answer: ${failure}.`, { facts: { failure } });

export const aSpeaker = (fields: Partial<Speaker> = {}): Speaker => ({
  slug: 'lilith',
  name: 'Lilith',
  avatar: null,
  ...fields,
});

export const aPost = (fields: Partial<Post> = {}): Post => ({
  outboxId: 'hello-lilith-outbox',
  ordinal: 0,
  channelId: aVenue().channelId,
  speaker: aSpeaker(),
  text: 'Always.',
  footer: null,
  buttons: [],
  reference: 'hello-lilith',
  obeys: null,
  inPlaceOf: null,
  mentions: 'none',
  ...fields,
});

/** The beginning of an answer of lilith's. */
export const aDraftOf = (text: string, fields: Partial<ShownDraft> = {}): ShownDraft => ({
  outboxId: 'hello-lilith-outbox',
  channelId: aVenue().channelId,
  speaker: aSpeaker(),
  text,
  ...fields,
});

/** What somebody says where we can hear it. */
export const anOverheard = (fields: Partial<Overheard> = {}): Overheard => ({
  id: '100000000000000001',
  channelId: '200000000000000001',
  channelName: 'hall',
  author: { accountId: '300000000000000001', name: 'Bob', kind: 'person' },
  text: 'The kettle is on.',
  mentions: plain.mentions,
  asides: [],
  saidAt: noon,
  ...fields,
});
