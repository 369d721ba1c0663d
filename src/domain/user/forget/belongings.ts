/** How much of a person is kept. */
export type Belongings = {
  /** What they said, and what was said to them. */
  readonly lines: number;
  readonly memories: number;
  readonly personas: number;
  readonly keys: number;
};
