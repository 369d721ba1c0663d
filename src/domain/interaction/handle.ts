import { z } from 'zod';
import { microsPerSecond, type Micros } from '../time.js';

/** What a form or a button of a command is for: it says so by itself, so that it needs no memory and survives a restart. */
export type Handle = {
  readonly verb: string;
  /** What it is about. `-` where nothing has to be said. */
  readonly about: string;
  readonly madeAt: Micros;
  /** The one account that it obeys. */
  readonly accountId: string;
};

/** What Discord allows. */
const longestId = 100;
const part = z.string().regex(/^[\w-]{1,40}$/);
const idSchema = z.tuple([
  z.literal('v1'),
  part,
  part,
  z.string().regex(/^[0-9a-z]{1,9}$/),
  z.string().regex(/^\d{1,20}$/),
]);

export const handleId = ({ verb, about, madeAt, accountId }: Handle): string =>
  ['v1', verb, about, Math.floor(madeAt / microsPerSecond).toString(36), accountId].join('.');

/** What an id stands for. Undefined for what none of ours ever said. */
export function readHandle(id: string): Handle | undefined {
  if (id.length > longestId) return undefined;
  const read = idSchema.safeParse(id.split('.'));
  if (!read.success) return undefined;
  const [, verb, about, seconds, accountId] = read.data;
  return { verb, about, madeAt: Number.parseInt(seconds, 36) * microsPerSecond, accountId };
}

const lastsFor = 900 * microsPerSecond;

/** What was asked longer ago is asked again: nobody remembers what they were about to confirm. */
export const isStale = ({ madeAt }: Pick<Handle, 'madeAt'>, now: Micros): boolean =>
  now - madeAt > lastsFor || madeAt - now > lastsFor;
