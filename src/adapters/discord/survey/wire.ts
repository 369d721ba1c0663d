import * as z from 'zod';
import type { Application, Bot } from '../../../domain/discord/application.js';
import type { Guild, Member, Overwrite, Place } from '../../../domain/discord/place.js';
import { holderOf, isThread } from '../wire/place.js';
import { id } from '../wire/values.js';

const bits = z
  .string()
  .regex(/^\d{1,20}$/)
  .transform(BigInt);

const flag = z
  .boolean()
  .nullish()
  .transform(value => value === true);

export const botSchema = z
  .object({ id, username: z.string(), discriminator: z.string().nullish() })
  .transform(({ id: botId, username, discriminator }): Bot => {
    const tag = discriminator == null || discriminator === '0' || discriminator === '0000' ? '' : `#${discriminator}`;
    return { id: botId, name: `${username}${tag}` };
  });

export const applicationSchema = z
  .object({
    id,
    name: z.string(),
    flags: z.number().int().nullish(),
    bot_public: z.boolean().nullish(),
    bot_require_code_grant: flag,
    owner: z.object({ id }).nullish().catch(null),
    team: z.object({ owner_user_id: id }).nullish().catch(null),
  })
  .transform(({ id: applicationId, name, flags, bot_public, bot_require_code_grant, owner, team }): Application => ({
    id: applicationId,
    name,
    flags: flags ?? 0,
    isPublic: bot_public !== false,
    wantsCode: bot_require_code_grant,
    ownerId: team?.owner_user_id ?? owner?.id ?? null,
  }));

export const guildListSchema = z.array(z.object({ id, name: z.string() }));

const overwriteSchema = z
  .object({ id, type: z.number(), allow: bits, deny: bits })
  .transform(({ type, ...rest }): Overwrite => ({ ...rest, of: holderOf(type) }));

export const placeSchema = z
  .object({
    id,
    type: z.number(),
    guild_id: id.nullish(),
    name: z.string().nullish(),
    parent_id: id.nullish(),
    permission_overwrites: z.array(overwriteSchema).nullish(),
  })
  .transform(({ id: channelId, type, guild_id, name, parent_id, permission_overwrites }): Place => ({
    id: channelId,
    name: name ?? 'a direct message',
    guildId: guild_id ?? null,
    parentId: parent_id ?? null,
    isThread: isThread({ type }),
    overwrites: permission_overwrites ?? [],
  }));

export const placeListSchema = z.array(placeSchema);

export const guildSchema = z
  .object({ id, name: z.string(), owner_id: id, roles: z.array(z.object({ id, permissions: bits })) })
  .transform(({ id: guildId, name, owner_id, roles }): Guild => ({
    id: guildId,
    name,
    ownerId: owner_id,
    roles: new Map(roles.map(role => [role.id, role.permissions])),
  }));

export const memberSchema = z
  .object({ roles: z.array(id) })
  .transform(({ roles }): Omit<Member, 'id'> => ({ roleIds: roles }));

export const webhookListSchema = z.array(z.object({ application_id: id.nullish() }));

export const madeSchema = z.object({ id });

/** How Discord says for how long one has to wait, in seconds. */
export const waitSchema = z.object({ retry_after: z.number().nonnegative() });

/** Discord's own number for what is wrong. Its sentences are not repeated. */
export const problemSchema = z.object({ code: z.number().int() });
