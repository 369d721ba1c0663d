type Way = () => unknown;

type Compared = { readonly micros: number; readonly floorMicros: number };

const usualRounds = 21;
const usualWarmUps = 3;

/** Medians of doing a thing and of doing its floor, in turns, so that what disturbs the one disturbs the other. */
export async function compare(
  thing: Way,
  floor: Way,
  { repeat = 1, warm = usualWarmUps, rounds = usualRounds }: { repeat?: number; warm?: number; rounds?: number } = {},
): Promise<Compared> {
  const things: number[] = [];
  const floors: number[] = [];
  for (let round = -warm; round < rounds; round++) {
    const thingMicros = await timeOf(thing, repeat);
    const floorMicros = await timeOf(floor, repeat);
    if (round < 0) continue;
    things.push(thingMicros);
    floors.push(floorMicros);
  }
  return { micros: median(things), floorMicros: median(floors) };
}

async function timeOf(way: Way, repeat: number): Promise<number> {
  const started = performance.now();
  for (let time = 0; time < repeat; time++) {
    const done = way();
    if (done instanceof Promise) await done;
  }
  return ((performance.now() - started) * 1000) / repeat;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
