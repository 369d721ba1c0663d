const epoch = 1_420_070_400_000;

/** Makes ids that sort by time, no two alike; those of now never before their predecessor, whatever the clock does. */
export function snowflakes(now: () => number): (at?: number) => string {
  let last = -1n;
  let planted = 0n;
  return at => {
    if (at !== undefined) return String(firstOf(at) + (planted++ % perMillisecond));
    const first = firstOf(now());
    last = first > last ? first : last + 1n;
    return String(last);
  };
}

const perMillisecond = 1n << 22n;

const firstOf = (ms: number): bigint => BigInt(Math.max(0, Math.floor(ms) - epoch)) << 22n;

export const timeOf = (id: string): number => Number(BigInt(id) >> 22n) + epoch;

export const isSnowflake = (text: string): boolean => /^\d{1,20}$/.test(text);

/** Which of the two is older comes first. */
export const bySnowflake = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : Number(a > b));
