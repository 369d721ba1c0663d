import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { z } from 'zod';

const data = new URL('../../../data/', import.meta.url);

/** Reads a file that is shipped with the program. What does not fit its schema is a mistake of ours. */
export const readShipped = <T>(name: string, schema: z.ZodType<T>): T =>
  schema.parse(parse(readFileSync(new URL(name, data), 'utf8')));
