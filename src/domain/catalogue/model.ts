import * as z from 'zod';
import { parseDecimal } from '../decimal.js';

/** A decimal text in US dollars. */
const amount = z.string().refine(text => parseDecimal(text) !== undefined);
const amountOrNone = amount.nullable().default(null);

/** Prices that hold instead of the others under a condition. What it does not name stays as it is. */
const bandSchema = z.object({
  /** For prompts longer than this. */
  abovePromptTokens: z.int().nonnegative().default(0),
  /** True: only at some hours or on some days. */
  atTimes: z.boolean().default(false),
  prompt: amountOrNone,
  completion: amountOrNone,
  cacheRead: amountOrNone,
  cacheWrite: amountOrNone,
});

/** In US dollars per token, or per request and image. Null where it says nothing. */
export const pricesSchema = z.object({
  prompt: amount,
  completion: amount,
  request: amountOrNone,
  image: amountOrNone,
  cacheRead: amountOrNone,
  cacheWrite: amountOrNone,
  reasoning: amountOrNone,
  /** Where several hold, the last of them wins. */
  bands: z.array(bandSchema).readonly().default([]),
});

const reasoningSchema = z.object({
  /** Null: the usual ones, from none to high. */
  efforts: z.array(z.string()).readonly().nullable().default(null),
  defaultEffort: z.string().nullable().default(null),
  /** True: it always thinks. */
  isMandatory: z.boolean().default(false),
  /** Whether the length of its thoughts can be limited in tokens. */
  takesMaxTokens: z.boolean().default(false),
});

const words = z.array(z.string()).readonly();
const longestId = 200;

/** What a model can do and what it costs, as its provider says. Null where nobody says. */
export const modelSchema = z.object({
  id: z.string().min(1).max(longestId),
  /** The lasting name of what answers under the id. Variants of a model have it in common. */
  canonicalSlug: z.string().nullable().default(null),
  name: z.string(),
  createdAt: z.int().nullable().default(null),
  /** From then on it may be gone. */
  expiresAt: z.int().nullable().default(null),
  /** How much it reads at once. */
  contextTokens: z.int().positive().nullable().default(null),
  longestAnswerTokens: z.int().positive().nullable().default(null),
  isModerated: z.boolean().nullable().default(null),
  inputs: words.default([]),
  outputs: words.default([]),
  supportedParameters: words.nullable().default(null),
  reasoning: reasoningSchema.nullable().default(null),
  /** Null also where they vary, as with a router that hands a request on to other models. */
  prices: pricesSchema.nullable().default(null),
});

export type Model = Readonly<z.infer<typeof modelSchema>>;
export type Prices = Readonly<z.infer<typeof pricesSchema>>;
export type PriceBand = Readonly<z.infer<typeof bandSchema>>;

/** The prices of what costs nothing. */
export const freePrices: Prices = pricesSchema.parse({ prompt: '0', completion: '0' });
