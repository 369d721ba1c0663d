import * as z from 'zod';
import type { Proxied } from '../../domain/proxy/proxied.js';
import { parsedJson } from '../../domain/text/json.js';

const snowflake = z.string().regex(/^\d{15,20}$/);
const longestName = 200;
const text = z
  .string()
  .nullish()
  .catch(null)
  .transform(said => said?.trim().slice(0, longestName) || null);

/** A member that is hidden or gone is null; who sent the message is there all the same. */
const messageSchema = z.object({
  sender: snowflake,
  original: snowflake.nullish().catch(null),
  member: z.object({ uuid: text, id: text, name: text, display_name: text }).nullish().catch(null),
});

/** Who said a message. Undefined for what does not say so. The short id of a member can be drawn anew, the uuid stays. */
export function parseMessage(content: string): Proxied | undefined {
  const { success, data } = messageSchema.safeParse(parsedJson(content));
  if (!success) return undefined;
  const { sender, original, member } = data;
  return {
    accountId: sender,
    originalId: original ?? null,
    memberId: member?.uuid ?? member?.id ?? null,
    name: member?.name ?? null,
    displayName: member?.display_name ?? null,
  };
}

const systemSchema = z.object({ id: z.string().min(1) });

/** Whether a document describes a system, rather than being a page that somebody put in between. */
export const isSystem = (content: string): boolean => systemSchema.safeParse(parsedJson(content)).success;

const refusalSchema = z.object({ retry_after: z.number().nonnegative() });

/** How long it wants to be left alone, in milliseconds, as its document says. */
export function pauseIn(content: string): number | undefined {
  const parsed = refusalSchema.safeParse(parsedJson(content));
  return parsed.success ? parsed.data.retry_after : undefined;
}
