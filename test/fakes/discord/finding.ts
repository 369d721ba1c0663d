import { naming } from './build.ts';
import type { Core } from './core.ts';
import { channelIn, messageIn } from './messages.ts';
import type { Channel, Message, User } from './world.ts';

/** Finds what is meant by a name or an id. */
export function finding(core: Core) {
  const { world } = core;
  const id = naming(world);
  return {
    id,
    channelOf: (name: string): Channel => channelIn(core, id(name)),
    messageOf: (messageId: string, channel: string): Message => messageIn(core, id(channel), messageId),
    userOf(name: string): User {
      const user = world.users.get(id(name));
      if (user === undefined) throw new Error(`There is nobody “${name}” on this Discord.`);
      return user;
    },
  };
}
