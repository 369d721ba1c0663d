import * as z from 'zod';

const text = z.string().max(100_000);
const count = z.int().min(0).max(1_000_000);

/** When an entry comes up, and where. What is absent is as the format's own default says. */
export const loreRulesSchema = z.strictObject({
  /** The book it stands in. Entries of one book share its limits. */
  book: z
    .strictObject({
      name: text,
      scanDepth: count.optional(),
      tokenBudget: count.optional(),
      recursive: z.boolean().optional(),
    })
    .optional(),
  secondaryKeys: z.array(text).optional(),
  /** How the secondary keys count. Absent: they do not. */
  logic: z.enum(['any', 'all', 'not-any', 'not-all']).optional(),
  useRegex: z.boolean().optional(),
  caseSensitive: z.boolean().optional(),
  wholeWords: z.boolean().optional(),
  /** How many of the newest lines are looked at. */
  scanDepth: count.optional(),
  position: z
    .enum(['before', 'after', 'note-top', 'note-bottom', 'depth', 'examples-top', 'examples-bottom', 'outlet'])
    .optional(),
  depth: count.optional(),
  role: z.enum(['system', 'user', 'assistant']).optional(),
  /** In percent. */
  probability: z.number().min(0).max(100).optional(),
  /** In lines. */
  sticky: count.optional(),
  cooldown: count.optional(),
  delay: count.optional(),
  group: text.optional(),
  groupWeight: count.optional(),
  groupOverride: z.boolean().optional(),
  groupScoring: z.boolean().optional(),
  /** The lowest goes first when a budget is short. */
  priority: z.number().optional(),
  ignoreBudget: z.boolean().optional(),
  excludeRecursion: z.boolean().optional(),
  preventRecursion: z.boolean().optional(),
  delayUntilRecursion: z.union([z.boolean(), count]).optional(),
});

export type LoreRules = Readonly<z.infer<typeof loreRulesSchema>>;

/** A piece of a personality's world. Constant, or brought up by one of its keys. */
export type LoreEntry = {
  readonly id: string;
  readonly personalityId: string;
  readonly title: string;
  readonly keys: readonly string[];
  readonly content: string;
  readonly constant: boolean;
  readonly enabled: boolean;
  /** Lower comes first. */
  readonly order: number;
  readonly rules: LoreRules;
};
