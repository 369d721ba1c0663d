import type { Image } from '../png/image.js';
import type { Birthday } from '../personality/birthday.js';
import type { LoreRules } from '../personality/lore.js';
import type { Manner, PromptText, Voice } from '../personality/personality.js';
import type { Params } from '../params/params.js';
import type { Micros } from '../time.js';
import type { Remark } from './issue.js';

/** Of whom a record speaks, as far as its source says. At least one of the two is known. */
export type Subject = {
  /** The id the source gives it. It is who they are, whatever they are called. */
  readonly foreignId: string | null;
  /** What it is called in paths and names, for finding its foreign id elsewhere in the same batch. */
  readonly slug: string | null;
};

/** A value as it stood in its source. */
export type Cutting = {
  /** JSON with null-prototype objects; a number that JavaScript would spell differently is `JSON.rawJSON`. */
  readonly value: unknown;
  /** The same, letter by letter. */
  readonly raw: string;
  /** A JSON pointer, or `line 12`. */
  readonly at: string;
};

/** What became of the fields of a source: understood, kept in the archive alone, or kept because not understood. */
export type Fates = {
  readonly mapped: readonly string[];
  readonly archived: readonly string[];
  readonly quarantined: readonly string[];
};

type Base = {
  readonly at: string;
  /** The source text of this record alone. Two records with the same one are the same record. */
  readonly raw: string;
  /** When it is not that of the whole file. Null: of nobody in particular. */
  readonly subject?: Subject | null;
  readonly remarks?: readonly Remark[];
};

/** Read, but not for use: deleted at its source, or not understood. */
type SetAside =
  | { readonly fate: 'archived'; readonly code: string; readonly why: string }
  | { readonly fate: 'quarantined'; readonly code: string; readonly why: string; readonly try: string };

/** The fields of a personality that a source sets. What it does not speak of is absent, and then nothing is changed. */
export type SketchFound = {
  readonly name?: string;
  readonly displayName?: string;
  readonly errorMessage?: string | null;
  readonly birthday?: Birthday | null;
  readonly prompt?: PromptText;
  readonly manner?: Manner;
  readonly voice?: Voice | null;
  readonly llm?: {
    readonly model?: string | null;
    readonly fallbackModel?: string | null;
    readonly params?: Params;
    readonly limits?: {
      readonly historyMessages?: number;
      readonly memoryEnabled?: boolean;
      readonly memoryThreshold?: number;
      readonly memoryMax?: number;
      readonly recallTurns?: number;
      readonly referencedMessages?: number;
      readonly mentions?: number;
      readonly channels?: number;
      readonly roles?: number;
    };
  };
};

export type PersonalityFound = Base & {
  readonly kind: 'personalities';
  /** A config says everything; a state (v2’s own list) and a mention (a name in a history) only what else nobody says. */
  readonly weight: 'config' | 'state' | 'mention';
  readonly slug: string | null;
  readonly sketch: SketchFound;
  readonly fates: Fates;
  /** Who the source says owns it. Only reported. */
  readonly owners: readonly string[];
};

export type MemoryFound = Base & {
  readonly kind: 'memories';
  readonly foreignId: string | null;
  readonly text: string;
  /** Ids of people at the source, the first is the primary one. */
  readonly senders: readonly string[];
  /** Null: unknown; the order of the file then has to do. */
  readonly saidAt: Micros | null;
  readonly channelId: string | null;
  readonly guildId: string | null;
  readonly aside?: SetAside;
};

export type MessageFound = Base & {
  readonly kind: 'messages';
  readonly foreignId: string | null;
  readonly speaker: 'person' | 'personality';
  /** As the source names them. Null: whoever imports, or the personality. */
  readonly speakerName: string | null;
  readonly text: string;
  readonly saidAt: Micros | null;
  /** Which talk it belongs to, where one source holds several. */
  readonly talk: string;
  /** The id by which the source knows whoever imports, where it says so. */
  readonly ownId?: string;
  readonly aside?: SetAside;
};

/** A piece of a world: a story, or an entry of a lorebook. */
export type LoreFound = Base & {
  readonly kind: 'stories' | 'lore';
  readonly foreignId: string | null;
  readonly title: string;
  readonly content: string;
  readonly keys: readonly string[];
  readonly constant: boolean;
  readonly enabled: boolean;
  readonly order: number;
  readonly rules: LoreRules;
  readonly aside?: SetAside;
};

/** An exchange that shows how a personality speaks. */
export type TrainingFound = Base & {
  readonly kind: 'training';
  /** As lines of a dialogue. Null: of a form that nobody knows, kept as it is. */
  readonly example: string | null;
  readonly aside?: SetAside;
};

/** What a personality knows of the person whose backup this is. */
export type PersonalizationFound = Base & {
  readonly kind: 'userPersonalizations';
  readonly preferredName: string | null;
  readonly pronouns: string | null;
  /** What they wrote about themselves for this personality. */
  readonly sidecar: string | null;
  readonly model: string | null;
  readonly params: Params;
  readonly aside?: SetAside;
};

export type AliasFound = Base & {
  readonly kind: 'aliases';
  readonly display: string;
  /** Whether the source’s own index says that the name is this one’s. Null: it has none, or does not say. */
  readonly isIndexed: boolean | null;
  readonly aside?: SetAside;
};

/** What is known of an image once its bytes are not at hand any more. */
export type Measured = {
  readonly sha256: string;
  readonly md5: string;
  readonly image: Image;
};

export type AvatarFound = Base & {
  readonly kind: 'avatars';
  /** Empty, once it was measured: the file has them. */
  readonly bytes: Uint8Array;
  readonly measured?: Measured;
  readonly aside?: SetAside;
};

export type VoiceFound = Base & { readonly kind: 'voices'; readonly voice: Voice; readonly aside?: SetAside };

export type ActivationFound = Base & {
  readonly kind: 'activations';
  readonly channelId: string;
  /** The Discord id of who switched it on. */
  readonly by: string | null;
  readonly aside?: SetAside;
};

export type VerificationFound = Base & {
  readonly kind: 'verifications';
  readonly discordId: string;
  readonly verifiedAt: Micros | null;
  readonly aside?: SetAside;
};

export type BlockFound = Base & {
  readonly kind: 'blocks';
  readonly target: 'user' | 'guild' | 'channel';
  readonly discordId: string;
  readonly reason: string | null;
  readonly aside?: SetAside;
};

export type PreferenceFound = Base & {
  readonly kind: 'preferences';
  readonly discordId: string;
  readonly name: string;
  readonly value: string;
  readonly aside?: SetAside;
};

/** Who somebody at the source is on Discord. */
export type ForeignUserFound = Base & {
  readonly kind: 'users';
  readonly foreignId: string;
  readonly discordId: string;
  readonly name: string | null;
  readonly note: string | null;
  readonly aside?: SetAside;
};

/** Somebody the importing person is at times: a member of a system, a tupper. */
export type PersonaFound = Base & {
  readonly kind: 'personas';
  readonly foreignId: string | null;
  readonly name: string;
  readonly pronouns: string | null;
  readonly about: string | null;
  readonly aside?: SetAside;
};

/** One record of a source, in our words. */
export type Found =
  | PersonalityFound
  | MemoryFound
  | MessageFound
  | LoreFound
  | TrainingFound
  | PersonalizationFound
  | AliasFound
  | AvatarFound
  | VoiceFound
  | ActivationFound
  | VerificationFound
  | BlockFound
  | PreferenceFound
  | ForeignUserFound
  | PersonaFound;

/** How many records a file says it holds, to be compared with how many were read. Not a record itself. */
export type Expectation = {
  readonly kind: 'expectation';
  readonly subject: Subject;
  readonly at: string;
  readonly counts: Readonly<Partial<Record<'memories' | 'messages' | 'stories' | 'training', number>>>;
};

/** Which image is whose avatar, told by its MD5 or by its path. Not a record itself. */
export type AvatarClaim = {
  readonly kind: 'avatar-claim';
  readonly subject: Subject;
  readonly image: { readonly md5: string } | { readonly path: string };
};
