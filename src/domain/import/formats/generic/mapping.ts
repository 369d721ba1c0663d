import * as z from 'zod';
import { targets } from './target.js';

const word = z.string().min(1).max(200);

/** Names of members with dots between them, numbers for elements, `*` for each of them, `@` for the thing itself. */
const path = word.regex(/^(?:@|[^.@]+(?:\.[^.@]+)*)$/, 'A path looks like data.message.0.role, or @.');

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** What must be so. A path alone: something stands there. */
const conditionSchema = z.union([
  path,
  z.strictObject({
    at: path,
    type: z.enum(['text', 'number', 'flag', 'list', 'object']).optional(),
    is: z.union([scalar, z.array(scalar).min(1)]).optional(),
    contains: word.optional(),
  }),
]);

export type Condition = z.infer<typeof conditionSchema>;

const sourceSchema = z.union([
  path,
  /** Always this. */
  z.strictObject({ text: word }),
  /** Of the list `in`, the first element whose `where` is what stands at `is`; of that, `take`. */
  z.strictObject({ in: path, where: path, is: path, take: path }),
  /** The same, with what it must be. Where nothing stands, there is null. */
  z.strictObject({ in: path, where: path, equals: scalar, take: path }),
]);

export type Source = z.infer<typeof sourceSchema>;

/** Where a value is. Of several places the first where there is one. */
const valueSchema = z.union([sourceSchema, z.array(sourceSchema).min(1)]);

export type Value = z.infer<typeof valueSchema>;

const speaker = z.enum(['person', 'personality', 'nobody']);

const lineSchema = z.strictObject({
  /** The first rule that applies says who speaks. */
  speaker: z.union([speaker, z.array(z.strictObject({ when: conditionSchema.optional(), is: speaker })).min(1)]),
  text: valueSchema,
  name: valueSchema.optional(),
  id: valueSchema.optional(),
  time: valueSchema.optional(),
  /** Marks that are taken out of the text. */
  without: z.array(word).optional(),
  /** Where nothing was said, there is no line, and nothing is missed. */
  optional: z.boolean().optional(),
});

export type LineMapping = z.infer<typeof lineSchema>;

const blockSchema = z.strictObject({ each: path, lines: z.array(lineSchema).min(1) });

export type Block = z.infer<typeof blockSchema>;

const shapeSchema = z.strictObject({
  /** What such a file is, in a word or two. */
  role: word,
  recognise: z.array(conditionSchema).min(1),
  character: z
    .strictObject({
      id: valueSchema.optional(),
      name: valueSchema,
      fields: z.partialRecord(z.enum(targets), valueSchema).optional(),
    })
    .optional(),
  /** Which talk the messages belong to. Left out, it is the file. */
  talk: valueSchema.optional(),
  messages: z.array(blockSchema).optional(),
  /** Members that are understood and not used. */
  archived: z.array(path).optional(),
});

export type Shape = z.infer<typeof shapeSchema>;

/** What a file of another program looks like, in words that need no program. Described in data/import/README.md. */
export const mappingSchema = z.strictObject({
  name: word.regex(/^[a-z][a-z0-9-]*$/),
  about: z.string().min(1),
  /** On which real files this was tried. */
  tested: word,
  /** `none`: what stands there as times was made up by whoever wrote the file. */
  times: z.enum(['real', 'none']),
  isWorldwide: z.boolean().optional(),
  shapes: z.array(shapeSchema).min(1),
});

export type Mapping = Readonly<z.infer<typeof mappingSchema>>;
