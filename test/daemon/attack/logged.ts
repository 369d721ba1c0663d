import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What was logged in the home that is in this folder, line by line. */
export function logged(folder: string): string[] {
  const logs = join(folder, 'home', 'logs');
  if (!existsSync(logs)) return [];
  return readdirSync(logs).flatMap(name => readFileSync(join(logs, name), 'utf8').split('\n'));
}

/** What the log calls an error. */
export const bugsIn = (folder: string): string[] => logged(folder).filter(line => line.includes('"level":"error"'));
