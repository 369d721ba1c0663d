import * as z from 'zod';
import { sketchSchema } from '../personality/personality.js';

/** A personality as batches compare, write and take it back: all but its id and our own clock's times. */
export const importedSchema = sketchSchema.extend({
  slug: z.string(),
  ownerId: z.string(),
  aliases: z.array(z.string()).readonly(),
  avatar: z.string().nullable(),
  source: z.strictObject({ format: z.string(), foreignId: z.string(), batch: z.string() }).nullable(),
});

export type Imported = Readonly<z.infer<typeof importedSchema>>;
