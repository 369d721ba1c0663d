import * as z from 'zod';
import type { OptionValue, Permission } from '../../../domain/interaction/asked.js';
import { may } from '../wire/permissions.js';
import { memberSchema, userSchema } from '../wire/message.js';
import { bits, each, id, perhaps, text } from '../wire/values.js';

/** The kinds of interaction, and of what is in them, by Discord's numbers. */
export const kinds = { command: 2, component: 3, completion: 4, form: 5 } as const;
export const optionKinds = { part: 1, text: 3, flag: 5, channel: 7, number: 10 } as const;

const value = z.union([z.string(), z.number(), z.boolean()]);

const leafSchema = z.object({ name: z.string(), value: perhaps(value), focused: perhaps(z.boolean()) });
const optionSchema = leafSchema.extend({ type: z.int().catch(0), options: each(leafSchema, 25) });

const inputSchema = z.object({ custom_id: z.string(), value: z.string().catch('') });
/* A field stands in a label of its own, or as it used to be in a row. */
const holderSchema = z
  .object({ component: perhaps(inputSchema), components: each(inputSchema, 5) })
  .transform(({ component, components: all }) => (component ? [component] : all));

const dataSchema = z.object({
  name: text,
  custom_id: text,
  component_type: perhaps(z.int()),
  options: each(optionSchema, 25),
  components: each(holderSchema, 5),
});

const askingSchema = memberSchema.extend({ user: userSchema, permissions: bits });

const interactionSchema = z.object({
  id,
  application_id: id,
  token: z.string().min(1),
  type: z.int(),
  channel_id: perhaps(id),
  guild_id: perhaps(id),
  channel: z.unknown().optional(),
  member: perhaps(askingSchema),
  user: perhaps(userSchema),
  message: perhaps(z.object({ id })),
  data: perhaps(dataSchema),
});

export type WireInteraction = z.infer<typeof interactionSchema>;

/** What somebody asked, or undefined for what is nothing of the sort. */
export const parseInteraction = (data: unknown): WireInteraction | undefined => interactionSchema.safeParse(data).data;

/** What counts of a member's rights. */
export const permissionsFrom = (given: bigint): ReadonlySet<Permission> =>
  new Set([
    ...((given & (may.manageChannels | may.administer)) === 0n ? [] : ['manage-channels' as const]),
    ...((given & (may.manageServer | may.administer)) === 0n ? [] : ['manage-server' as const]),
  ]);

export const valuesOf = (options: readonly z.infer<typeof leafSchema>[]): ReadonlyMap<string, OptionValue> =>
  new Map(
    options.flatMap(({ name, value: given }) =>
      given === null || given === undefined ? [] : [[name, given] as const],
    ),
  );
