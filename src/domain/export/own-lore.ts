import * as z from 'zod';
import type { LoreFound, Subject } from '../import/found.js';
import { spelled } from '../json/exact.js';
import { loreRulesSchema } from '../personality/lore.js';

const entrySchema = z.object({
  id: z.string().nullable().default(null),
  title: z.string().default(''),
  keys: z.array(z.string()).default([]),
  content: z.string(),
  constant: z.boolean().default(false),
  enabled: z.boolean().default(true),
  order: z.number().default(0),
  rules: loreRulesSchema.default({}),
});

/** The lore of our own document. */
export const ownLore = (entries: readonly unknown[], subject: Subject): LoreFound[] =>
  entries.map((value, index) => {
    const raw = spelled(value);
    const base = { kind: 'lore', at: `/lore/${index}`, raw, subject } as const;
    const parsed = entrySchema.safeParse(JSON.parse(raw));
    if (!parsed.success) return { ...base, ...nothing, order: index, aside: notAnEntry(parsed.error) };
    const { id, ...entry } = parsed.data;
    return { ...base, ...entry, foreignId: id };
  });

const nothing = {
  foreignId: null,
  title: '',
  content: '',
  keys: [],
  constant: false,
  enabled: false,
  rules: {},
} as const;

const notAnEntry = (error: z.ZodError) => ({
  fate: 'quarantined' as const,
  code: 'not_an_entry',
  why: `This is not formed like an entry: ${error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`,
  try: 'Mend it in the file, and import it again.',
});
