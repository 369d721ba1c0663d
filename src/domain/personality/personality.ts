import * as z from 'zod';
import { paramsSchema } from '../params/params.js';
import type { Micros } from '../time.js';
import { birthdaySchema } from './birthday.js';

const longest = { name: 200, prompt: 100_000, errorMessage: 500, alias: 50 } as const;

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
});

/** Which model speaks, and how. Null means: whatever the tiers below say. */
export const voiceOfModelSchema = z.strictObject({
  provider: text(100).nullable(),
  model: text(300).nullable(),
  fallbackModel: text(300).nullable(),
  params: paramsSchema,
  limits: z.strictObject({
    historyMessages: z.int().min(1).max(500).optional(),
    recalledMemories: z.int().min(0).max(50).optional(),
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
  llm: voiceOfModelSchema,
});

/** The part of a personality that people write. */
export type Sketch = Readonly<z.infer<typeof sketchSchema>>;

/** Someone who can be talked to. */
export type Personality = Sketch & {
  readonly id: string;
  readonly slug: string;
  readonly ownerId: string;
  /** As they were typed, by their folded form. */
  readonly aliases: readonly string[];
  readonly createdAt: Micros;
  readonly updatedAt: Micros;
};

export const longestAlias = longest.alias;

/** A personality of which only the name is known. */
export const blankSketch = (name: string): Sketch => ({
  name,
  displayName: name,
  isPublic: false,
  isStateless: false,
  errorMessage: null,
  birthday: null,
  prompt: {},
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
  createdAt: _createdAt,
  updatedAt: _updatedAt,
  ...sketch
}: Personality): Sketch => sketch;
