import {
  member as memberOf,
  open,
  overwrite,
  person as personOf,
  settle,
  type ChannelPlan,
  type GuildPlan,
  type OverwritePlan,
} from './build.ts';
import type { Core } from './core.ts';
import { finding } from './finding.ts';
import { channelFor, guildOf, wholeGuildOf } from './presenting.ts';
import { altered, gone } from './routes/channels.ts';
import { opened } from './threads.ts';
import { hang, takeDown, webhooksIn } from './webhooks.ts';
import type { JsonObject } from './wire.ts';
import { isThread, type Channel, type Member, type User, type Webhook } from './world.ts';

/** What changes around the program: channels, guilds, members, its own standing. */
export function surroundings(core: Core) {
  const { world } = core;
  const { id, channelOf, userOf } = finding(core);

  return {
    openChannel(guild: string, plan: ChannelPlan): Channel {
      const channel = open(world, id(guild), plan, core.snowflake);
      core.dispatch({
        name: isThread(channel) ? 'THREAD_CREATE' : 'CHANNEL_CREATE',
        data: channelFor(world, channel),
        guildId: channel.guild_id,
        channelId: channel.id,
      });
      return channel;
    },

    openThread: (parent: string, name: string, user: string, type = 11): Channel => {
      const thread = opened(core, channelOf(parent), { name, type, ownerId: id(user) });
      world.names.set(name, thread.id);
      return thread;
    },

    changeChannel: (channel: string, changes: JsonObject): Channel => altered(core, channelOf(channel), changes),

    /** What a role or a person may do in one channel. */
    permit(channel: string, words: readonly OverwritePlan[]): Channel {
      const where = channelOf(channel);
      const all = words.map(each => overwrite(world, where.guild_id ?? '', each));
      return altered(core, where, { permission_overwrites: all });
    },

    closeChannel: (channel: string): void => gone(core, channelOf(channel)),

    removeWebhooks(channel: string): void {
      for (const webhook of webhooksIn(world, id(channel))) takeDown(core, webhook);
    },

    hangWebhook: (channel: string, name: string, applicationId: string | null = null): Webhook =>
      hang(core, channelOf(channel), { name, applicationId, user: world.bot }),

    invite(plan: GuildPlan): string {
      const home = settle(world, plan, core.snowflake);
      core.journal.note('guild', { id: home.guild.id, change: 'joined' });
      core.dispatch({ name: 'GUILD_CREATE', data: wholeGuildOf(world, home), guildId: home.guild.id });
      return home.guild.id;
    },

    /** The bot is thrown out; or, when it is an outage, the guild is only not there for now. */
    expel(guild: string, isOutage = false): void {
      const home = world.homes.get(id(guild));
      if (home === undefined) return;
      core.journal.note('guild', { id: home.guild.id, change: isOutage ? 'unavailable' : 'left' });
      const data = { id: home.guild.id, ...(isOutage ? { unavailable: true } : {}) };
      core.dispatch({ name: 'GUILD_DELETE', data, guildId: home.guild.id });
      if (isOutage) return;
      for (const each of home.channels) {
        world.channels.delete(each);
        world.histories.delete(each);
      }
      world.homes.delete(home.guild.id);
    },

    returnGuild(guild: string): void {
      const home = world.homes.get(id(guild));
      if (home) core.dispatch({ name: 'GUILD_CREATE', data: wholeGuildOf(world, home), guildId: home.guild.id });
    },

    changeGuild(guild: string, changes: { readonly name?: string; readonly nsfw_level?: number }): void {
      const home = world.homes.get(id(guild));
      if (home === undefined) return;
      const next = { ...home, guild: { ...home.guild, ...changes } };
      world.homes.set(home.guild.id, next);
      core.dispatch({ name: 'GUILD_UPDATE', data: guildOf(next), guildId: home.guild.id });
    },

    meet(name: string, about: { readonly displayName?: string; readonly bot?: boolean } = {}): User {
      const user = personOf({ name, ...about }, core.snowflake());
      world.users.set(user.id, user);
      world.names.set(name, user.id);
      return user;
    },

    /** Somebody joins, or is changed as a member: another nick, other roles, silenced. */
    changeMember(
      guild: string,
      user: string,
      changes: {
        readonly nick?: string | null;
        readonly roles?: readonly string[];
        readonly communication_disabled_until?: string | null;
      },
    ): Member | undefined {
      const home = world.homes.get(id(guild));
      if (home === undefined) return undefined;
      const known = home.members.get(id(user));
      const next: Member = {
        ...(known ?? memberOf(userOf(user), {}, new Date(core.now()).toISOString())),
        ...changes,
        ...(changes.roles ? { roles: changes.roles.map(id) } : {}),
      };
      world.homes.set(home.guild.id, { ...home, members: new Map([...home.members, [next.user.id, next]]) });
      core.journal.note('member', { guildId: home.guild.id, userId: next.user.id });
      core.dispatch({
        name: known ? 'GUILD_MEMBER_UPDATE' : 'GUILD_MEMBER_ADD',
        data: { ...next, guild_id: home.guild.id },
        guildId: home.guild.id,
      });
      return next;
    },

    /** From now on this person takes no direct messages. */
    closeDms: (user: string, code: 50007 | 50278 = 50007): void => void world.closedTo.set(id(user), code),
    openDms: (user: string): void => void world.closedTo.delete(id(user)),

    /** The file at this address is there no more. */
    loseFile: (url: string): void => void world.files.delete(new URL(url).pathname.replace(/^\/cdn/, '')),

    /** Whoever comes with the old one is refused from now on; connections stay until they are closed. */
    resetToken: (token: string): void => void (world.token = token),
    setApplicationFlags: (flags: number): void => void (world.application = { ...world.application, flags }),
  };
}
