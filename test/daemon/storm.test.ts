import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ends } from '../drills/discord/ends.ts';
import { gap } from '../drills/discord/gap.ts';
import { kills } from '../drills/discord/kills.ts';
import { copyProgram } from '../drills/program.ts';

const shortest = 0.01;
const minutesMs = 5 * 60_000;

/* The long form is `npm run drill -- discord`. */
it.each([kills, gap, ends])(
  '$what: each has one outcome, is seen once, and nothing is lost',
  async ({ run }) => {
    const folder = mkdtempSync(join(tmpdir(), 'tzurot-storm-'));
    try {
      const { failures, points } = await run(copyProgram(join(folder, 'program')), folder, shortest);
      expect(failures).toEqual([]);
      expect(points).toBeGreaterThan(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  minutesMs,
);
