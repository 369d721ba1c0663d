import type { CommandShape } from '../../domain/interaction/asked.js';
import type { Command, Group } from './command.js';

/** A command as Discord is told of it. */
export function shapeOf(command: Command | Group): CommandShape {
  const { name, description, permission, inDirectMessages } = command;
  const common = { name, description, permission, inDirectMessages };
  if (!('parts' in command)) return { ...common, options: command.options, parts: [] };
  const parts = command.parts.map(part => ({ name: part.name, description: part.description, options: part.options }));
  return { ...common, options: [], parts };
}
