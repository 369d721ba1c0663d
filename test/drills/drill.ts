import type { Program } from './program.ts';

/** A way to do harm, and what must hold in spite of it. */
export type Drill = {
  readonly name: string;
  readonly what: string;
  readonly traces: boolean;
  run(stage: Stage): Promise<Findings>;
};

export type Findings = { readonly points: number; readonly failures: readonly Failure[]; readonly note?: string };

export type Failure = { readonly at: string; readonly trouble: string };

/** Where a drill takes place. */
export type Stage = {
  readonly program: Program;
  /** A folder of its own, gone afterwards. */
  readonly folder: string;
  readonly quick: boolean;
  /** How much of what a long drill does, from 0 to 1. */
  readonly size: number;
  /** Does the same at many points, as many at once as there are processors. In a quick drill, at some of them. */
  each<T>(
    points: readonly T[],
    work: (point: T, index: number) => Promise<readonly Failure[]>,
    how?: { readonly atOnce?: number },
  ): Promise<Findings>;
};
