import * as z from 'zod';
import { paramsSchema } from '../params/params.js';
import type { Micros } from '../time.js';
import { birthdaySchema } from './birthday.js';

const longest = { name: 200, prompt: 100_000, errorMessage: 500, alias: 50, dialogues: 20_000 } as const;

const text = (max: number) => z.string().min(1).max(max);

/** What somebody is called fits on a line. */
const line = text(longest.name).regex(/^(?=.*\S)[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'A name is one line, and not empty.');

/** What a personality is made of in words. Only what is set is present. */
export const promptSchema = z.strictObject({
  system: text(longest.prompt).optional(),
  character: text(longest.prompt).optional(),
  traits: text(longest.prompt).optional(),
  tone: text(longest.prompt).optional(),
  age: text(longest.prompt).optional(),
  appearance: text(longest.prompt).optional(),
  likes: text(longest.prompt).optional(),
  dislikes: text(longest.prompt).optional(),
  goals: text(longest.prompt).optional(),
  history: text(longest.prompt).optional(),
  scenario: text(longest.prompt).optional(),
  examples: text(longest.prompt).optional(),
  greeting: text(longest.prompt).optional(),
  /** What a character wants said after everything else. */
  reminder: text(longest.prompt).optional(),
});

export type PromptText = Readonly<z.infer<typeof promptSchema>>;

const texts = z.array(text(longest.prompt)).max(1000);

/** How a personality carries itself beside its prompt. Only what is set is present. */
export const mannerSchema = z.strictObject({
  nickname: line.optional(),
  greetings: texts.optional(),
  groupGreetings: texts.optional(),
  keywords: texts.optional(),
  /** Exchanges that show how they speak, beside the examples of the prompt. */
  dialogues: z.array(text(longest.prompt)).max(longest.dialogues).optional(),
  reactions: texts.optional(),
  resetMessage: text(longest.prompt).optional(),
  sleepMessage: text(longest.prompt).optional(),
  status: text(longest.prompt).optional(),
  statusType: text(longest.name).optional(),
  isAdult: z.boolean().optional(),
  tags: texts.optional(),
  creator: text(longest.prompt).optional(),
  creatorNotes: text(longest.prompt).optional(),
  version: text(longest.prompt).optional(),
});

export type Manner = Readonly<z.infer<typeof mannerSchema>>;

/** How it sounds. Null means: whatever the voice service does by itself; 0 is not null. */
export const voiceSchema = z.strictObject({
  id: text(longest.name),
  model: text(longest.name).nullable().default(null),
  stability: z.number().min(0).max(1).nullable().default(null),
  similarity: z.number().min(0).max(1).nullable().default(null),
  style: z.number().min(0).max(1).nullable().default(null),
  frequency: z.number().min(0).nullable().default(null),
});

export type Voice = Readonly<z.infer<typeof voiceSchema>>;

/** How many at most. Null, like nothing, means: whatever the tiers below say. 0 is not null. */
const most = (least: number, greatest: number) => z.int().min(least).max(greatest).nullable().optional();

/** Which model speaks, and how. Null means: whatever the tiers below say. */
export const modelSchema = z.strictObject({
  provider: text(100).nullable(),
  model: text(300).nullable(),
  fallbackModel: text(300).nullable(),
  params: paramsSchema,
  limits: z.strictObject({
    historyMessages: z.int().min(1).max(500).optional(),
    memoryEnabled: z.boolean().optional(),
    memoryThreshold: z.number().min(0).max(1).optional(),
    memoryMax: z.int().min(0).max(50).optional(),
    recallTurns: most(0, 10),
    referencedMessages: most(1, 50),
    mentions: most(1, 50),
    channels: most(1, 20),
    roles: most(1, 20),
  }),
});

/** What a person may write about a personality. Everything else is ours. */
export const sketchSchema = z.strictObject({
  name: line,
  displayName: line,
  isPublic: z.boolean(),
  isStateless: z.boolean(),
  errorMessage: text(longest.errorMessage).nullable(),
  birthday: birthdaySchema.nullable(),
  prompt: promptSchema,
  manner: mannerSchema.default({}),
  voice: voiceSchema.nullable().default(null),
  llm: modelSchema,
});

/** The part of a personality that people write. */
export type Sketch = Readonly<z.infer<typeof sketchSchema>>;

/** Which file somebody came from: the service, who they were there, and the batch that brought them. */
export type Source = { readonly format: string; readonly foreignId: string; readonly batch: string };

/** Someone who can be talked to. */
export type Personality = Sketch & {
  readonly id: string;
  readonly slug: string;
  readonly ownerId: string;
  /** As they were typed, by their folded form. */
  readonly aliases: readonly string[];
  /** The SHA-256 of its picture. */
  readonly avatar: string | null;
  /** Where it came from, when it was brought here. */
  readonly source: Source | null;
  readonly createdAt: Micros;
  readonly updatedAt: Micros;
};

export const longestAlias = longest.alias;
export const mostDialogues = longest.dialogues;
export const longestText = longest.prompt;

/** A personality of which only the name is known. */
export const blankSketch = (name: string): Sketch => ({
  name,
  displayName: name,
  isPublic: false,
  isStateless: false,
  errorMessage: null,
  birthday: null,
  prompt: {},
  manner: {},
  voice: null,
  llm: { provider: null, model: null, fallbackModel: null, params: {}, limits: {} },
});

/** Says whether this person may talk to this personality. */
export const isOpenTo = (personality: Personality, userId: string): boolean =>
  personality.isPublic || personality.ownerId === userId;

/** The part of a personality that people write. */
export const sketchOf = ({
  id: _id,
  slug: _slug,
  ownerId: _ownerId,
  aliases: _aliases,
  avatar: _avatar,
  source: _source,
  createdAt: _createdAt,
  updatedAt: _updatedAt,
  ...sketch
}: Personality): Sketch => sketch;
