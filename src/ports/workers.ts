/** Tells which program is at work on something that takes long, and whether it still is. */
export interface Workers {
  /** A name for this very program run. No other one on this machine has had it, nor will. */
  self(): string;
  /** Whether the one of this name still runs. */
  isAlive(worker: string): boolean;
}
