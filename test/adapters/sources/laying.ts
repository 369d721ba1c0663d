import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { fileSources } from '../../../src/adapters/sources/sources.js';
import type { Laid } from '../../contracts/sources.js';

/** Writes files into a folder that is gone after the test. */
export function lay(files: Readonly<Record<string, string | Uint8Array>>): Laid {
  const folder = mkdtempSync(join(tmpdir(), 'tzurot-sources-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return { sources: fileSources(), at: path => join(folder, path) };
}
