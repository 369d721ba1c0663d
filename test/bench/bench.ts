/** Something whose speed is told as a ratio, in the same run, to what could not be faster. */
export type Bench = {
  readonly name: string;
  run(scratch: string): Promise<readonly Line[]>;
};

export type Line = {
  readonly what: string;
  /** Or bytes, where `unit` says so. */
  readonly micros: number;
  readonly floor: string;
  readonly floorMicros: number;
  readonly goal: Goal | null;
  readonly unit?: 'bytes';
};

/** Where we are going: at most so many times the floor, and for some things so many microseconds. */
export type Goal = { readonly ratio?: number; readonly micros?: number };

export const ratioOf = ({ micros, floorMicros }: Line): number => micros / floorMicros;
