import * as z from 'zod';

/** Ids stay texts: they are larger than a number can be exact about. */
export const id = z.string().regex(/^\d{1,20}$/);

export const text = z.string().nullish().catch(null);

/** The entries that make sense, and no more than so many. What is wrong with one does not cost the others. */
export const each = <Entry>(schema: z.ZodType<Entry>, most = 100) =>
  z
    .array(z.unknown())
    .catch([])
    .transform(all =>
      all.slice(0, most).flatMap(one => {
        const { success, data } = schema.safeParse(one);
        return success ? [data] : [];
      }),
    );

/** Something that may be missing, and counts as missing when it makes no sense. */
export const perhaps = <Value>(schema: z.ZodType<Value>) => schema.nullish().catch(null);

/** Permissions. Discord writes them as a number in a text; what is none gives nothing. */
export const bits = z
  .string()
  .regex(/^\d{1,40}$/)
  .transform(BigInt)
  .catch(0n);
