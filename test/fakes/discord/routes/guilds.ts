import type { Core } from '../core.ts';
import { guildOf, threadMember } from '../presenting.ts';
import { missingAccess, unknownGuild, unknownMember } from '../problems.ts';
import { ok, type Route } from '../route.ts';
import { isThread, type Home } from '../world.ts';

/** What is so in a guild. */
export const guildRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/guilds/:guild', act: (core, _, { guild }) => ok(guildOf(homeIn(core, guild))) },
  {
    method: 'GET',
    pattern: '/guilds/:guild/channels',
    act: (core, _, { guild }) => ok(channelsOf(core, homeIn(core, guild)).filter(each => !isThread(each))),
  },
  {
    method: 'GET',
    pattern: '/guilds/:guild/threads/active',
    act: (core, _, { guild }) => {
      const threads = channelsOf(core, homeIn(core, guild)).filter(
        each => isThread(each) && each.thread_metadata?.archived === false,
      );
      const me = core.world.bot.id;
      const mine = threads.filter(({ id }) => core.world.threadMembers.get(id)?.has(me));
      return ok({ threads, members: mine.map(({ id }) => threadMember(id, me)) });
    },
  },
  {
    method: 'GET',
    pattern: '/guilds/:guild/roles',
    act: (core, _, { guild }) => ok([...homeIn(core, guild).roles.values()]),
  },
  {
    method: 'GET',
    pattern: '/guilds/:guild/members',
    act: (core, { query }, { guild }) => {
      const after = BigInt(query.get('after') ?? 0);
      const members = [...homeIn(core, guild).members.values()].filter(({ user }) => BigInt(user.id) > after);
      return ok(members.slice(0, Number(query.get('limit') ?? 1)));
    },
  },
  {
    method: 'GET',
    pattern: '/guilds/:guild/members/:user',
    act: (core, _, { guild, user = '' }) => {
      const member = homeIn(core, guild).members.get(user);
      if (member === undefined) throw unknownMember();
      return ok(member);
    },
  },
];

function homeIn({ world }: Core, id = ''): Home {
  const home = world.homes.get(id);
  if (home === undefined) throw unknownGuild();
  if (!home.members.has(world.bot.id)) throw missingAccess();
  return home;
}

const channelsOf = ({ world }: Core, home: Home) => [...home.channels].flatMap(id => world.channels.get(id) ?? []);
