import type { Findings } from '../drill.ts';
import type { Program } from '../program.ts';

/** One way in which much happens at once, and what is to hold in spite of it. */
export type Storm = {
  readonly name: string;
  readonly what: string;
  /** `size` says how much of it, from 0 to 1. */
  run(program: Program, folder: string, size: number): Promise<Findings>;
};

/** So much of it, but not less than makes sense. */
export const portion = (whole: number, size: number, least: number): number =>
  Math.max(least, Math.round(whole * size));
