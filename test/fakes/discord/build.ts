import { history } from './history.ts';
import { everything, usual } from './permissions.ts';
import { snowflakes } from './snowflake.ts';
import type { JsonObject } from './wire.ts';
import type { Channel, Home, Member, Overwrite, Role, User, World } from './world.ts';

/** How a world is to be. Plain data; what is left out is usual. Names stand for ids wherever an id may stand. */
export type Plan = {
  readonly token?: string;
  readonly application?: {
    readonly id?: string;
    readonly name?: string;
    readonly flags?: number;
    readonly owner?: string;
  };
  readonly bot?: { readonly username?: string };
  readonly people?: readonly (string | PersonPlan)[];
  readonly guilds?: readonly GuildPlan[];
};

export type PersonPlan = {
  readonly name: string;
  readonly id?: string;
  readonly displayName?: string;
  readonly bot?: boolean;
  /** Takes no direct messages; said with this code. */
  readonly closed?: 50007 | 50278;
};

export type GuildPlan = {
  readonly name: string;
  readonly id?: string;
  readonly owner?: string;
  readonly nsfwLevel?: number;
  /** What everybody may do. */
  readonly everyone?: bigint | string;
  readonly roles?: readonly RolePlan[];
  readonly members?: readonly (string | MemberPlan)[];
  /** The bot’s own role; nothing, where it may do what everybody may. */
  readonly botMay?: bigint | string;
  readonly channels?: readonly (string | ChannelPlan)[];
};

export type RolePlan = { readonly name: string; readonly id?: string; readonly may?: bigint | string };
export type MemberPlan = { readonly name: string; readonly nick?: string; readonly roles?: readonly string[] };

export type ChannelPlan = {
  readonly name: string;
  readonly id?: string;
  readonly type?: number;
  readonly nsfw?: boolean;
  readonly topic?: string;
  readonly parent?: string;
  readonly overwrites?: readonly OverwritePlan[];
  readonly archived?: boolean;
  readonly locked?: boolean;
  /** Of a thread: who opened it. */
  readonly owner?: string;
  readonly tags?: readonly JsonObject[];
};

export type OverwritePlan = {
  /** A role or a person; `everyone` is the role that all have. */
  readonly for: string;
  readonly allow?: bigint | string;
  readonly deny?: bigint | string;
};

/** Ada, Bob and Mallory in one guild with one channel, and a bot that may do everything but administrate. */
export const usualPlan: Plan = {
  people: ['ada', 'bob', 'mallory'],
  guilds: [{ name: 'Tea house', owner: 'ada', members: ['ada', 'bob', 'mallory'], channels: ['general'] }],
};

const portalFlags = (1 << 12) | (1 << 14) | (1 << 18);
const longAgo = Date.UTC(2020, 0, 1);
const botUsual = everything & ~(1n << 3n);

/** A world after a plan. The same plan makes the same ids. */
export function build(plan: Plan = usualPlan): World {
  let moment = longAgo;
  const nextId = snowflakes(() => (moment += 1000));
  const names = new Map<string, string>();
  const named = (name: string): string => names.get(name) ?? name;
  const idFor = (name: string, id: string = nextId()): string => {
    names.set(name, id);
    return id;
  };

  const bot = person({ name: plan.bot?.username ?? 'Tzurot', bot: true }, idFor('bot'));
  const people = (plan.people ?? []).map(each => (typeof each === 'string' ? { name: each } : each));
  const users = new Map([bot, ...people.map(each => person(each, idFor(each.name, each.id)))].map(by('id')));
  const owner = users.get(named(plan.application?.owner ?? people[0]?.name ?? 'bot')) ?? bot;
  const world: World = {
    token: plan.token ?? `${Buffer.from(bot.id).toString('base64url')}.GfAkEd.${'t'.repeat(38)}`,
    application: {
      id: plan.application?.id ?? idFor('application'),
      name: plan.application?.name ?? 'Tzurot',
      flags: plan.application?.flags ?? portalFlags,
      owner,
      description: '',
    },
    bot,
    users,
    homes: new Map(),
    channels: new Map(),
    threadMembers: new Map(),
    histories: new Map(),
    webhooks: new Map(),
    webhooksOf: new Map(),
    emojis: new Map(),
    commands: new Map(),
    dms: new Map(),
    closedTo: new Map(
      people.flatMap(({ name, closed }) => (closed === undefined ? [] : [[named(name), closed] as const])),
    ),
    files: new Map(),
    interactions: new Map(),
    names,
  };
  for (const guild of plan.guilds ?? []) settle(world, guild, nextId);
  return world;
}

/** Puts a guild into the world, with all that is in it. */
export function settle(world: World, plan: GuildPlan, nextId: (at?: number) => string): Home {
  const named = naming(world);
  const id = plan.id ?? nextId();
  world.names.set(plan.name, id);
  const roles = [
    role({ name: '@everyone', may: plan.everyone ?? usual }, id, 0),
    role({ name: 'bot', may: plan.botMay ?? botUsual }, nextId(), 1),
    ...(plan.roles ?? []).map((each, at) => role(each, each.id ?? nextId(), at + 2)),
  ];
  for (const each of roles.slice(2)) world.names.set(each.name, each.id);
  const joined = new Date(longAgo).toISOString();
  const members = [
    member(world.bot, { roles: [roles[1]?.id ?? id] }, joined),
    ...(plan.members ?? []).flatMap(each => {
      const { name, nick, roles: theirs = [] } = typeof each === 'string' ? { name: each } : each;
      const user = world.users.get(named(name));
      return user ? [member(user, { ...(nick === undefined ? {} : { nick }), roles: theirs.map(named) }, joined)] : [];
    }),
  ];
  const home: Home = {
    guild: {
      id,
      name: plan.name,
      owner_id: named(plan.owner ?? members[1]?.user.id ?? world.bot.id),
      nsfw_level: plan.nsfwLevel ?? 0,
      features: [],
      description: null,
    },
    roles: new Map(roles.map(by('id'))),
    members: new Map(members.map(each => [each.user.id, each] as const)),
    channels: new Set(),
    joinedAt: joined,
  };
  world.homes.set(id, home);
  for (const each of plan.channels ?? []) {
    open(world, id, typeof each === 'string' ? { name: each } : each, nextId);
  }
  return world.homes.get(id) ?? home;
}

/** Puts a channel or a thread into a guild. */
export function open(world: World, guildId: string, plan: ChannelPlan, nextId: (at?: number) => string): Channel {
  const named = naming(world);
  const type = plan.type ?? 0;
  const id = plan.id ?? nextId();
  world.names.set(plan.name, id);
  const isThread = type >= 10 && type <= 12;
  const common = {
    id,
    type,
    guild_id: guildId,
    name: plan.name,
    parent_id: plan.parent === undefined ? null : named(plan.parent),
    last_message_id: null,
    rate_limit_per_user: 0,
  };
  const channel: Channel = isThread
    ? {
        ...common,
        owner_id: named(plan.owner ?? world.bot.id),
        thread_metadata: metadata({ archived: plan.archived ?? false, locked: plan.locked ?? false }),
        message_count: 0,
        member_count: 1,
      }
    : {
        ...common,
        position: world.homes.get(guildId)?.channels.size ?? 0,
        topic: plan.topic ?? null,
        nsfw: plan.nsfw ?? false,
        permission_overwrites: (plan.overwrites ?? []).map(each => overwrite(world, guildId, each)),
        ...(plan.tags ? { available_tags: plan.tags } : {}),
      };
  place(world, channel);
  if (isThread) world.threadMembers.set(id, new Set([channel.owner_id ?? world.bot.id]));
  return channel;
}

/** Makes the channel stand in the world, and in its guild. */
export function place(world: World, channel: Channel): Channel {
  world.channels.set(channel.id, channel);
  if (!world.histories.has(channel.id)) world.histories.set(channel.id, history());
  const home = world.homes.get(channel.guild_id ?? '');
  if (home && !home.channels.has(channel.id)) {
    world.homes.set(home.guild.id, { ...home, channels: new Set([...home.channels, channel.id]) });
  }
  return channel;
}

export const metadata = (
  { archived = false, locked = false }: { archived?: boolean; locked?: boolean },
  at: number = longAgo,
) => ({ archived, locked, auto_archive_duration: 1440, archive_timestamp: new Date(at).toISOString() });

/** What a name stands for; an id stands for itself. */
export const naming =
  (world: World) =>
  (name: string): string =>
    world.names.get(name) ?? name;

export const person = ({ name, displayName, bot }: Omit<PersonPlan, 'id'>, id: string): User => ({
  id,
  username: name,
  global_name: bot ? null : (displayName ?? name),
  discriminator: bot ? '0001' : '0',
  avatar: null,
  ...(bot ? { bot } : {}),
});

export const member = (
  user: User,
  { nick, roles = [] }: { readonly nick?: string; readonly roles?: readonly string[] },
  joined_at: string,
): Member => ({
  user,
  nick: nick ?? null,
  avatar: null,
  roles,
  joined_at,
  deaf: false,
  mute: false,
  flags: 0,
  pending: false,
});

export const overwrite = (world: World, guildId: string, plan: OverwritePlan): Overwrite => {
  const id = plan.for === 'everyone' ? guildId : naming(world)(plan.for);
  const isRole = world.homes.get(guildId)?.roles.has(id) ?? false;
  return { id, type: isRole ? 0 : 1, allow: String(plan.allow ?? 0), deny: String(plan.deny ?? 0) };
};

const role = ({ name, may }: RolePlan, id: string, position: number): Role => ({
  id,
  name,
  permissions: String(may ?? 0),
  color: 0,
  hoist: false,
  position,
  managed: name === 'bot',
  mentionable: false,
});

const by =
  <K extends string>(key: K) =>
  <T extends Record<K, string>>(item: T): readonly [string, T] => [item[key], item];
