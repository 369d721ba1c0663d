/** Bytes that are kept while they come in, in as many pieces as they come. */
export type Capture = {
  begin(at: number): void;
  /** The piece at hand is over, and what is being captured is not. */
  turn(bytes: Buffer): void;
  /** What was captured, up to here. */
  take(bytes: Buffer, end: number): Buffer;
  /** Ends without keeping anything. */
  drop(): void;
  /** How many bytes it would be, if it ended here. */
  size(at: number): number;
};

export function capture(): Capture {
  let earlier: Buffer[] = [];
  let earlierSize = 0;
  let start: number | undefined;

  const drop = () => {
    earlier = [];
    earlierSize = 0;
    start = undefined;
  };

  return {
    begin(at) {
      start = at;
    },
    turn(bytes) {
      if (start === undefined) return;
      // A copy: what it came in may be written over.
      earlier.push(Buffer.from(bytes.subarray(start)));
      earlierSize += bytes.length - start;
      start = 0;
    },
    take(bytes, end) {
      const last = bytes.subarray(start, end);
      const whole = earlierSize === 0 ? last : Buffer.concat([...earlier, last]);
      drop();
      return whole;
    },
    drop,
    size: at => (start === undefined ? 0 : earlierSize + at - start),
  };
}
