import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSmallFile } from '../../../src/adapters/files/read.js';

describe('a small file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tzurot-read-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each([0, 1, 64 * 1024, 200_000])('is read whole: %i bytes', length => {
    const path = join(folder, 'file');
    const bytes = Buffer.alloc(length, 'bees');
    writeFileSync(path, bytes);
    expect(Buffer.from(readSmallFile(path, length)).equals(bytes)).toBe(true);
  });

  it('is no larger than it may be', () => {
    const path = join(folder, 'file');
    writeFileSync(path, 'bees');
    expect(() => readSmallFile(path, 3)).toThrow(/are the most/);
  });

  it.runIf(process.platform === 'linux')('that says it is empty is read only as far as it may go', () => {
    expect(readSmallFile('/proc/self/cmdline', 1_000_000).length).toBeGreaterThan(0);
    expect(() => readSmallFile('/proc/self/maps', 100)).toThrow(/larger than it says/);
  });

  it.runIf(process.platform === 'linux')('that cannot be read says so in words', () => {
    expect(() => readSmallFile('/proc/self/mem', 100)).toThrow(/cannot be read/);
  });
});
