import type { Core } from './core.ts';
import { objectsIn, type Json, type JsonObject } from './wire.ts';
import type { Channel } from './world.ts';

/** The command as the program registered it: for the guild, or for everywhere. */
export function commandNamed({ world }: Core, name: string, { guild_id: guildId }: Channel): JsonObject {
  const scopes = [guildId ?? '', 'global'].flatMap(scope => [...(world.commands.get(scope)?.values() ?? [])]);
  const found = scopes.find(command => command.name === name);
  if (found === undefined) throw new Error(`The program has registered no command “${name}”.`);
  return found;
}

/** What Discord sends for `/a b c x:1`: groups and subcommands nested, values at the innermost. */
export function commandData(
  core: Core,
  path: string,
  values: JsonObject,
  channel: Channel,
  focused?: string,
): JsonObject {
  const [name = '', ...below] = path.split(' ');
  const command = commandNamed(core, name, channel);
  const resolved: Record<string, Record<string, Json>> = {};
  const nest = (within: JsonObject, rest: readonly string[]): JsonObject[] => {
    const [next, ...further] = rest;
    if (next !== undefined) {
      const option = objectsIn(within, 'options').find(each => each['name'] === next);
      if (option === undefined) throw new Error(`The command “${path}” has no “${next}”.`);
      return [{ name: next, type: option['type'], options: nest(option, further) }];
    }
    return Object.entries(values).map(([key, value]) => {
      const option = objectsIn(within, 'options').find(each => each['name'] === key);
      if (option === undefined) throw new Error(`The command “${path}” has no option “${key}”.`);
      resolve(core, option['type'], String(value), channel, resolved);
      return { name: key, type: option['type'], value, ...(key === focused ? { focused: true } : {}) };
    });
  };
  const options = nest(command, below);
  return {
    id: command['id'],
    name,
    type: command['type'],
    options,
    ...(command['guild_id'] === undefined ? {} : { guild_id: command['guild_id'] }),
    ...(Object.keys(resolved).length > 0 ? { resolved } : {}),
  };
}

function resolve(
  { world }: Core,
  type: unknown,
  id: string,
  channel: Channel,
  into: Record<string, Record<string, Json>>,
) {
  const add = (kind: string, value: Json | undefined) => {
    if (value !== undefined) into[kind] = { ...into[kind], [id]: value };
  };
  const home = world.homes.get(channel.guild_id ?? '');
  if (type === 6) {
    add('users', world.users.get(id));
    add('members', home?.members.get(id));
  }
  if (type === 7) {
    const found = world.channels.get(id);
    add('channels', found && { ...found, permissions: '0' });
  }
  if (type === 8) add('roles', home?.roles.get(id));
}
