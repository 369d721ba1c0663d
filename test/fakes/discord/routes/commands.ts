import type { Core } from '../core.ts';
import { invalidForm, missingAccess, unknownCommand } from '../problems.ts';
import { created, nothing, ok, type Params, type Route } from '../route.ts';
import { checkCommand } from '../validation.ts';
import { isObject, numberIn, textIn, type Json, type JsonObject } from '../wire.ts';
import type { Command } from '../world.ts';

/** The application’s commands: everywhere, and in single guilds. */
export const commandRoutes: readonly Route[] = [
  '/applications/:application/commands',
  '/applications/:application/guilds/:guild/commands',
].flatMap((pattern): Route[] => [
  { method: 'GET', pattern, act: (core, _, params) => ok([...commandsOf(core, params).values()]) },
  {
    method: 'PUT',
    pattern,
    act: (core, { list }, params) => {
      const bodies = list.filter(isObject);
      for (const body of bodies) checkCommand(body);
      const kinds = bodies.map(body => `${numberIn(body, 'type') ?? 1} ${textIn(body, 'name') ?? ''}`);
      if (new Set(kinds).size < kinds.length)
        throw invalidForm('name', 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique');
      const before = [...commandsOf(core, params).values()];
      const commands = bodies.map(body => made(core, params, body, before.find(sameAs(body))));
      keep(core, params, commands);
      return ok(commands);
    },
  },
  {
    method: 'POST',
    pattern,
    act: (core, { body }, params) => {
      checkCommand(body);
      const before = [...commandsOf(core, params).values()];
      const known = before.find(sameAs(body));
      const command = made(core, params, body, known);
      keep(core, params, [...before.filter(each => each !== known), command]);
      return known ? ok(command) : created(command);
    },
  },
  { method: 'GET', pattern: `${pattern}/:command`, act: (core, _, params) => ok(commandIn(core, params)) },
  {
    method: 'PATCH',
    pattern: `${pattern}/:command`,
    act: (core, { body }, params) => {
      const known = commandIn(core, params);
      checkCommand({ ...known, ...body });
      const command = made(core, params, { ...known, ...body }, known);
      keep(
        core,
        params,
        [...commandsOf(core, params).values()].map(each => (each === known ? command : each)),
      );
      return ok(command);
    },
  },
  {
    method: 'DELETE',
    pattern: `${pattern}/:command`,
    act: (core, _, params) => {
      const known = commandIn(core, params);
      keep(
        core,
        params,
        [...commandsOf(core, params).values()].filter(each => each !== known),
      );
      return nothing;
    },
  },
]);

const scopeOf = ({ guild }: Params): string => guild ?? 'global';

function commandsOf({ world }: Core, params: Params): ReadonlyMap<string, Command> {
  const isOurs = params['application'] === world.application.id;
  if (!isOurs || (params['guild'] !== undefined && !world.homes.has(params['guild']))) throw missingAccess();
  return world.commands.get(scopeOf(params)) ?? new Map();
}

function commandIn(core: Core, params: Params): Command {
  const command = commandsOf(core, params).get(params['command'] ?? '');
  if (command === undefined) throw unknownCommand();
  return command;
}

const sameAs = (body: JsonObject) => (command: Command) =>
  command.name === body['name'] && command.type === (numberIn(body, 'type') ?? 1);

const made = (core: Core, { guild }: Params, body: JsonObject, known: Command | undefined): Command => ({
  default_member_permissions: null,
  nsfw: false,
  description: '',
  ...(guild === undefined ? { contexts: null, integration_types: [0] } : { guild_id: guild }),
  ...body,
  id: known?.id ?? core.snowflake(),
  application_id: core.world.application.id,
  version: core.snowflake(),
  name: textIn(body, 'name') ?? '',
  type: numberIn(body, 'type') ?? 1,
});

function keep(core: Core, params: Params, commands: readonly Command[]): void {
  core.world.commands.set(scopeOf(params), new Map(commands.map(each => [each.id, each])));
  core.journal.note('command', { scope: scopeOf(params), names: commands.map(({ name }): Json => name) });
}
