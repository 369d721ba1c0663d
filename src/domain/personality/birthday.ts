import * as z from 'zod';

/** A day of the year, with the year when it is known. 29 February is a birthday too. */
export const birthdaySchema = z
  .object({
    year: z.int().min(1).max(9999).nullable(),
    month: z.int().min(1).max(12),
    day: z.int().min(1).max(31),
  })
  .refine(({ year, month, day }) => day <= daysIn(month, year), 'There is no such day.');

export type Birthday = Readonly<z.infer<typeof birthdaySchema>>;

const daysIn = (month: number, year: number | null) => {
  if (month === 2) return year === null || isLeap(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
};

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Reads `1999-12-31`, `12-31` and `1-2`. Undefined for anything that is no day. */
export function parseBirthday(text: string): Birthday | undefined {
  const found = /^(?:(\d{4})-)?(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  if (found === null) return undefined;
  const [, year, month, day] = found;
  const parsed = birthdaySchema.safeParse({
    year: year === undefined ? null : Number(year),
    month: Number(month),
    day: Number(day),
  });
  return parsed.success ? parsed.data : undefined;
}
