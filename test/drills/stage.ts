import { availableParallelism } from 'node:os';
import type { Failure, Stage } from './drill.ts';
import { evenly } from './sample.ts';

const enoughWhenQuick = 12;

type Show = (done: number, of: number, failures: number) => void;

export function openStage(parts: Pick<Stage, 'program' | 'folder' | 'quick' | 'size'>, show: Show): Stage {
  return {
    ...parts,
    async each(points, work, { atOnce = availableParallelism() } = {}) {
      const chosen = [...(parts.quick ? evenly(points, enoughWhenQuick) : points).entries()];
      const remaining = chosen.values();
      const failures: Failure[] = [];
      let done = 0;
      await Promise.all(Array.from({ length: atOnce }, next));
      return { points: chosen.length, failures };

      async function next(): Promise<void> {
        for (const [index, point] of remaining) {
          failures.push(...(await work(point, index)));
          show(++done, chosen.length, failures.length);
        }
      }
    },
  };
}
