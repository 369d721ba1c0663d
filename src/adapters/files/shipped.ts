import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type * as z from 'zod';
import { packageFolder } from './package-folder.js';

/** Reads a file that is shipped with the program. What does not fit its schema is a mistake of ours. */
export const readShipped = <T>(name: string, schema: z.ZodType<T>): T =>
  schema.parse(parse(readFileSync(new URL(`data/${name}`, packageFolder(import.meta.url)), 'utf8')));

/** The YAML files that are shipped in a folder, by name. */
export const shippedIn = (folder: string): string[] =>
  readdirSync(new URL(`data/${folder}`, packageFolder(import.meta.url)))
    .filter(name => name.endsWith('.yaml'))
    .toSorted()
    .map(name => `${folder}/${name}`);
