import { z } from 'zod';
import type { Button } from './parcel.js';

/** What pressing a button asks for. With an account, nobody else may press it. */
export type ButtonUse = {
  readonly what: Button;
  readonly reference: string;
  readonly accountId: string | null;
};

/** What Discord allows. */
const longestId = 100;
const anybody = '-';
const part = /^[\w-]{1,64}$/;

const idSchema = z.tuple([
  z.literal('v1'),
  z.enum(['regenerate', 'delete', 'what-happened']),
  z.string().regex(part),
  z.string().regex(part),
]);

/** A button says by itself what it is for, so that it still works after a restart. Undefined where that does not fit. */
export function buttonId({ what, reference, accountId }: ButtonUse): string | undefined {
  const id = ['v1', what, reference, accountId ?? anybody].join('.');
  return readButton(id)?.accountId === accountId ? id : undefined;
}

/** What a button is for. Undefined for what none of ours ever said. */
export function readButton(id: string): ButtonUse | undefined {
  if (id.length > longestId) return undefined;
  const read = idSchema.safeParse(id.split('.'));
  if (!read.success) return undefined;
  const [, what, reference, account] = read.data;
  return { what, reference, accountId: account === anybody ? null : account };
}

export const mayPress = ({ accountId }: ButtonUse, presser: string): boolean =>
  accountId === null || accountId === presser;
