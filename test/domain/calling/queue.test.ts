import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  admitted,
  joined,
  nobody,
  without,
  type Job,
  type Queue,
  type QueueLimits,
} from '../../../src/domain/calling/queue.js';

const limits: QueueLimits = { atOnce: 3, perKey: 2, waiting: 1000, waitingPerUser: 100 };
const job = (id: number, userId: string, key = `of ${userId}`): Job => ({ id, userId, key });
const idsOf = (jobs: readonly Job[]) => jobs.map(({ id }) => id);

/** Whoever joins in this order, and is let in only then. */
function queueOf(jobs: readonly Job[], own = limits): Queue {
  return jobs.reduce((queue, each) => {
    const longer = joined(queue, each, own);
    if (typeof longer === 'string') throw new Error(`Full: ${longer}`);
    return longer;
  }, nobody);
}

/** In what order they are served when one is served at a time. */
function orderOf(queue: Queue, own: QueueLimits, served: readonly number[] = []): readonly number[] {
  const now = admitted(queue, own);
  const [first] = now.running;
  return first === undefined ? served : orderOf(without(now, first.id), own, [...served, first.id]);
}

const oneAtATime: QueueLimits = { ...limits, atOnce: 1 };

describe('a queue', () => {
  it('serves the requests of one person in the order in which they came', () => {
    expect(orderOf(queueOf([job(1, 'ada'), job(2, 'ada'), job(3, 'ada')]), oneAtATime)).toEqual([1, 2, 3]);
  });

  it('serves one person after the other, however much one of them asks', () => {
    const jobs = [...[1, 2, 3, 4].map(id => job(id, 'mallory')), job(5, 'ada'), job(6, 'bob'), job(7, 'ada')];
    expect(orderOf(queueOf(jobs), oneAtATime)).toEqual([1, 5, 6, 2, 7, 3, 4]);
  });

  it('lets no more in at once than may be', () => {
    const now = admitted(queueOf([1, 2, 3, 4, 5].map(id => job(id, `person ${id}`))), limits);
    expect([idsOf(now.running), idsOf(now.waiting)]).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
  });

  it('lets others pass where a key has no place left', () => {
    const now = admitted(queueOf([job(1, 'ada'), job(2, 'ada'), job(3, 'ada'), job(4, 'bob')]), limits);
    expect(idsOf(now.running)).toEqual([1, 4, 2]);
    expect(idsOf(admitted(without(now, 1), limits).running)).toEqual([4, 2, 3]);
  });

  it('lets a person pass by their own other key', () => {
    const now = admitted(queueOf([1, 2, 3].map(id => job(id, 'ada', 'full')).concat(job(4, 'ada', 'free'))), limits);
    expect(idsOf(now.running)).toEqual([1, 2, 4]);
  });

  it('takes no more than it can remember, and no more of one person than is fair', () => {
    const few = { ...limits, waiting: 3, waitingPerUser: 2 };
    const two = queueOf([job(1, 'ada'), job(2, 'ada')], few);
    expect(joined(two, job(3, 'ada'), few)).toBe('person');
    const three = joined(two, job(3, 'bob'), few);
    expect(typeof three === 'string' ? three : joined(three, job(4, 'mallory'), few)).toBe('everybody');
  });

  it('forgets people who want nothing any more', () => {
    expect(without(queueOf([job(1, 'ada')]), 1)).toEqual(nobody);
  });
});

/** Somebody comes, or somebody who is there leaves: being served or not. */
type Step = { readonly comes: Omit<Job, 'id'> } | { readonly leaves: number };

const names = ['ada', 'bob', 'mallory'] as const;
const aStep = fc.oneof(
  fc.record({ comes: fc.record({ userId: fc.constantFrom(...names), key: fc.constantFrom('home', 'ada', 'bob') }) }),
  fc.record({ leaves: fc.nat() }),
);

function after(queue: Queue, step: Step, id: number, own: QueueLimits): Queue {
  if ('comes' in step) {
    const longer = joined(queue, { ...step.comes, id }, own);
    return typeof longer === 'string' ? queue : admitted(longer, own);
  }
  const there = [...queue.running, ...queue.waiting];
  const who = there[step.leaves % Math.max(1, there.length)];
  return who === undefined ? queue : admitted(without(queue, who.id), own);
}

const someLimits = fc.record({
  atOnce: fc.integer({ min: 1, max: 5 }),
  perKey: fc.integer({ min: 1, max: 5 }),
  waiting: fc.constant(20),
  waitingPerUser: fc.constant(8),
});

describe('whatever happens', () => {
  it('never more are served than may be, and nobody waits where there is a place', () => {
    fc.assert(
      fc.property(fc.array(aStep, { maxLength: 80 }), someLimits, (steps, own) => {
        steps.reduce((queue, step, id) => {
          const now = after(queue, step, id, own);
          const byKey = (key: string) => now.running.filter(each => each.key === key).length;
          expect(now.running.length).toBeLessThanOrEqual(own.atOnce);
          for (const each of now.running) expect(byKey(each.key)).toBeLessThanOrEqual(own.perKey);
          for (const each of now.waiting)
            expect(now.running.length === own.atOnce || byKey(each.key) === own.perKey).toBe(true);
          return now;
        }, nobody);
      }),
    );
  });

  it('whoever was let in is served once, and is never put back', () => {
    fc.assert(
      fc.property(fc.array(aStep, { maxLength: 80 }), someLimits, (steps, own) => {
        const begun = new Set<number>();
        steps.reduce((queue, step, id) => {
          const now = after(queue, step, id, own);
          expect(new Set(idsOf([...now.running, ...now.waiting])).size).toBe(now.running.length + now.waiting.length);
          for (const each of now.waiting) expect(begun.has(each.id)).toBe(false);
          for (const each of now.running) begun.add(each.id);
          return now;
        }, nobody);
      }),
    );
  });

  it('nobody starves: while others come again and again, everybody is served within a round', () => {
    fc.assert(
      fc.property(fc.array(aStep, { maxLength: 40 }), someLimits, fc.constantFrom(...names), (steps, own, greedy) => {
        const start = steps.reduce((queue, step, id) => after(queue, step, id, own), nobody);
        const before = start.waiting.map(({ id }) => id);
        const rounds = (start.waiting.length + start.running.length + 1) * (names.length + 1);
        const end = Array.from({ length: rounds }).reduce<Queue>((queue, _, index) => {
          const [oldest] = queue.running;
          const freed = oldest === undefined ? queue : admitted(without(queue, oldest.id), own);
          return after(freed, { comes: { userId: greedy, key: 'home' } }, 1000 + index, own);
        }, start);
        expect(idsOf(end.waiting).filter(id => before.includes(id))).toEqual([]);
      }),
    );
  });
});
