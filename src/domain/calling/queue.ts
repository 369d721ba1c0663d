/** Whose request it is, and what it is paid with: requests of one key are also limited among themselves. */
export type Claim = { readonly userId: string; readonly key: string };

export type Job = Claim & { readonly id: number };

export type QueueLimits = {
  readonly atOnce: number;
  readonly perKey: number;
  readonly waiting: number;
  readonly waitingPerUser: number;
};

/** Who is being served, who waits, and in what order people are next: whoever was served longest ago comes first. */
export type Queue = {
  readonly running: readonly Job[];
  readonly waiting: readonly Job[];
  readonly people: readonly string[];
};

export const nobody: Queue = { running: [], waiting: [], people: [] };

/** Why nobody else can wait: there are too many, or too many of one person. */
export type Full = 'everybody' | 'person';

/** The queue with one more. */
export function joined(queue: Queue, job: Job, limits: QueueLimits): Queue | Full {
  const { waiting, people } = queue;
  if (waiting.length >= limits.waiting) return 'everybody';
  if (waiting.filter(({ userId }) => userId === job.userId).length >= limits.waitingPerUser) return 'person';
  const isNew = !people.includes(job.userId);
  return { ...queue, waiting: [...waiting, job], people: isNew ? [...people, job.userId] : people };
}

/** The queue without one: it is done, or does not want to wait any more. */
export function without({ running, waiting, people }: Queue, id: number): Queue {
  const others = (jobs: readonly Job[]) => jobs.filter(job => job.id !== id);
  const left = { running: others(running), waiting: others(waiting) };
  const there = new Set([...left.running, ...left.waiting].map(({ userId }) => userId));
  return { ...left, people: people.filter(userId => there.has(userId)) };
}

/** Lets in whoever may: person by person in turn, and the requests of each in the order in which they came. */
export function admitted(queue: Queue, limits: QueueLimits): Queue {
  const next = nextIn(queue, limits);
  if (next === undefined) return queue;
  const { running, waiting, people } = queue;
  const served = {
    running: [...running, next],
    waiting: waiting.filter(job => job !== next),
    people: [...people.filter(userId => userId !== next.userId), next.userId],
  };
  return admitted(served, limits);
}

/** Whose key has no place left stands aside for others, and keeps being next. */
function nextIn({ running, waiting, people }: Queue, { atOnce, perKey }: QueueLimits): Job | undefined {
  if (running.length >= atOnce) return undefined;
  const busy = Map.groupBy(running, ({ key }) => key);
  const isFree = ({ key }: Job) => (busy.get(key)?.length ?? 0) < perKey;
  const firsts = new Map(
    waiting
      .filter(isFree)
      .toReversed()
      .map(job => [job.userId, job]),
  );
  const person = people.find(userId => firsts.has(userId));
  return person === undefined ? undefined : firsts.get(person);
}
