import * as z from 'zod';
import { sketchSchema } from '../personality/personality.js';

/** A personality that is shipped with the program. */
export const demoPersonalitySchema = z.strictObject({
  slug: z.string(),
  aliases: z.array(z.string()),
  sketch: sketchSchema,
  lore: z.array(
    z.strictObject({ title: z.string(), keys: z.array(z.string()), content: z.string(), constant: z.boolean() }),
  ),
});
export type DemoPersonality = Readonly<z.infer<typeof demoPersonalitySchema>>;

/** What somebody says to it when nobody is there to talk. */
export const demoScriptSchema = z.strictObject({
  visitor: z.string(),
  conversations: z.array(
    z.strictObject({ heading: z.string(), at: z.iso.datetime(), lines: z.array(z.string().min(1)).min(1) }),
  ),
});
