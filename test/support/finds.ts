import { createHash } from 'node:crypto';
import { castOf, type Cast, type Character } from '../../src/domain/import/cast.js';
import { counter, type Counts } from '../../src/domain/import/counts.js';
import type { Discovery, Recognised } from '../../src/domain/import/format.js';
import type {
  ActivationFound,
  AliasFound,
  AvatarFound,
  BlockFound,
  ForeignUserFound,
  LoreFound,
  MemoryFound,
  MessageFound,
  PersonaFound,
  PersonalityFound,
  PersonalizationFound,
  PreferenceFound,
  Subject,
  TrainingFound,
  VerificationFound,
  VoiceFound,
} from '../../src/domain/import/found.js';
import type { Settling, Situation, Stamped } from '../../src/domain/import/settle/settling.js';
import { stampOf } from '../../src/domain/import/stage/rows.js';
import type { SurveyedFile } from '../../src/domain/import/survey/survey.js';

export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
export const md5 = (content: Uint8Array): string => createHash('md5').update(content).digest('hex');

export const lilith: Subject = { foreignId: 'lilith-id', slug: 'lilith' };
export const owl: Subject = { foreignId: 'owl-id', slug: 'owl' };

/** A file of memories of lilith, of which nothing was known before. */
export const aRecognised = (fields: Partial<Recognised> = {}): Recognised => ({
  format: 'shapes.inc',
  role: 'memories',
  subject: lilith,
  isWorldwide: true,
  ...fields,
  reads: 'nothing',
});

export const aSurveyedFile = (fields: Partial<SurveyedFile> = {}): SurveyedFile => ({
  path: 'backup/lilith.json',
  container: null,
  bytes: 12,
  sha256: 'd'.repeat(64),
  state: 'read',
  keyId: null,
  recognised: aRecognised(),
  refusal: undefined,
  discoveries: [],
  remarks: [],
  subjects: [],
  isUnread: false,
  known: undefined,
  async *read() {},
  ...fields,
});

/** A file of nobody in particular. */
export const aStrayFile = (fields: Partial<SurveyedFile> = {}): SurveyedFile =>
  aSurveyedFile({ recognised: aRecognised({ subject: null }), ...fields });

/** Everybody of whom these subjects speak; their ids here are those they have at the source. */
export const aCast = (...subjects: readonly Subject[]): Cast =>
  castOf(
    (subjects.length === 0 ? [lilith, owl] : subjects).map(subject => ({
      format: 'shapes.inc',
      isWorldwide: true,
      subject,
    })),
    { idOf: (_, foreignId) => foreignId, foreignIdOf: () => undefined, into: null },
  );

export const aCharacter = (fields: Partial<Character> = {}): Character => ({
  id: 'lilith-id',
  format: 'shapes.inc',
  foreignId: 'lilith-id',
  slug: 'lilith',
  ...fields,
});

type More<T extends { readonly kind: string }> = Partial<Omit<T, 'kind'>>;

const base = (raw: unknown) => ({ at: '/0', raw: JSON.stringify(raw) });

export const aConfigFound = (fields: More<PersonalityFound> = {}): PersonalityFound => ({
  kind: 'personalities',
  ...base({ config: fields }),
  subject: lilith,
  weight: 'config',
  slug: fields.subject?.slug ?? 'lilith',
  sketch: { name: 'Lilith' },
  fates: { mapped: ['name'], archived: [], quarantined: [] },
  owners: [],
  ...fields,
});

export const aMemoryFound = (fields: More<MemoryFound> = {}): MemoryFound => ({
  kind: 'memories',
  ...base({ memory: fields }),
  foreignId: null,
  text: 'They spoke of owls.',
  senders: [],
  saidAt: 1000,
  channelId: null,
  guildId: null,
  ...fields,
});

export const aMessageFound = (fields: More<MessageFound> = {}): MessageFound => ({
  kind: 'messages',
  ...base({ message: fields }),
  foreignId: null,
  speaker: 'person',
  speakerName: null,
  text: 'Hello?',
  saidAt: 1000,
  talk: 'one',
  ...fields,
});

export const aLoreFound = (fields: More<LoreFound> & { readonly kind?: LoreFound['kind'] } = {}): LoreFound => ({
  kind: 'lore',
  ...base({ lore: fields }),
  foreignId: null,
  title: 'The tower',
  content: 'It is tall.',
  keys: ['tower'],
  constant: false,
  enabled: true,
  order: 1,
  rules: {},
  ...fields,
});

export const aTrainingFound = (fields: More<TrainingFound> = {}): TrainingFound => ({
  kind: 'training',
  ...base({ training: fields }),
  example: 'Ada: Hello\nLilith: Hoot',
  ...fields,
});

export const aPersonalizationFound = (fields: More<PersonalizationFound> = {}): PersonalizationFound => ({
  kind: 'userPersonalizations',
  ...base({ personalization: fields }),
  preferredName: 'Adelaide',
  pronouns: 'she/her',
  sidecar: 'A cartographer.',
  model: null,
  params: {},
  ...fields,
});

export const anAliasFound = (display: string, fields: More<AliasFound> = {}): AliasFound => ({
  kind: 'aliases',
  ...base({ display, ...fields }),
  display,
  isIndexed: null,
  ...fields,
});

export const anAvatarFound = (bytes: Uint8Array, fields: More<AvatarFound> = {}): AvatarFound => ({
  kind: 'avatars',
  at: '',
  raw: sha256(bytes),
  bytes,
  ...fields,
});

export const aVoiceFound = (fields: More<VoiceFound> = {}): VoiceFound => ({
  kind: 'voices',
  ...base({ voice: fields }),
  voice: { id: 'alto', model: null, stability: 0, similarity: null, style: null, frequency: null },
  ...fields,
});

export const anActivationFound = (fields: More<ActivationFound> = {}): ActivationFound => ({
  kind: 'activations',
  ...base({ activation: fields }),
  channelId: 'channel',
  by: 'ada',
  ...fields,
});

export const aVerificationFound = (fields: More<VerificationFound> = {}): VerificationFound => ({
  kind: 'verifications',
  ...base({ verification: fields }),
  subject: null,
  discordId: '123',
  verifiedAt: 5,
  ...fields,
});

export const aBlockFound = (fields: More<BlockFound> = {}): BlockFound => ({
  kind: 'blocks',
  ...base({ block: fields }),
  subject: null,
  target: 'user',
  discordId: '123',
  reason: null,
  ...fields,
});

export const aPreferenceFound = (fields: More<PreferenceFound> = {}): PreferenceFound => ({
  kind: 'preferences',
  ...base({ preference: fields }),
  subject: null,
  discordId: '123',
  name: 'releases',
  value: 'off',
  ...fields,
});

export const aForeignUserFound = (fields: More<ForeignUserFound> = {}): ForeignUserFound => ({
  kind: 'users',
  ...base({ user: fields }),
  subject: null,
  foreignId: 'uuid',
  discordId: '123',
  name: 'Zoe',
  note: null,
  ...fields,
});

export const aPersonaFound = (fields: More<PersonaFound> = {}): PersonaFound => ({
  kind: 'personas',
  ...base({ persona: fields }),
  subject: null,
  foreignId: 'member',
  name: 'Moth',
  pronouns: null,
  about: null,
  ...fields,
});

/** Everything found, with its stamp and of whom it is; what came before, or comes a second time, is known. */
export function stampedIn(
  found: readonly Discovery[],
  {
    cast = aCast(),
    file = aStrayFile(),
    known = [],
  }: { cast?: Cast; file?: SurveyedFile; known?: readonly Discovery[] } = {},
): Stamped[] {
  const seen = new Set<string>();
  return found.flatMap((each): Stamped[] => {
    if (each.kind === 'expectation' || each.kind === 'avatar-claim') return [];
    const character = cast.of(file.recognised?.format ?? 'generic', each.subject ?? file.recognised?.subject ?? null);
    const stamp = stampOf(each, file.path, character?.id ?? '', 'ada', sha256);
    const isKnown = known.includes(each) || seen.has(stamp.fingerprint);
    seen.add(stamp.fingerprint);
    return [{ file, found: each, stamp, character, isKnown }];
  });
}

/** The end of a batch of ada’s, who owns everybody and has nobody yet. */
export const aSituation = (fields: Partial<Situation> = {}): Situation & { readonly counts: Counts } => ({
  batch: 'batch',
  importer: { id: 'ada', handle: '1234' },
  cast: aCast(),
  personalities: new Map(),
  sketches: new Map(),
  stamped: [],
  counts: counter(),
  vouches: true,
  standing: ({ slug }) => ({ takes: 'all', ownerId: 'ada', name: slug ?? '' }),
  ...fields,
});

export const aSettling = (): Settling => ({ changes: [], written: new Map(), records: [], pictures: [], issues: [] });
