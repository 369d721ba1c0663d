import { shapeOf } from './shape.js';
import type { Asker } from '../../domain/interaction/asked.js';
import type { Command, Group } from './command.js';

/** Says what there is, to whoever asks. It is told what there is, because it is part of that itself. */
export const helpOn = (others: () => readonly (Command | Group)[]): Command => ({
  name: 'help',
  description: 'What there is, and how to talk to somebody.',
  permission: null,
  inDirectMessages: true,
  options: [],
  isPrivate: true,
  run: async (_, { asker }) => ({
    text: [introduction, ...others().filter(mayUse(asker)).flatMap(linesOf)].join('\n'),
  }),
});

const introduction =
  'I keep personalities. They are programs, not people, and each of them writes under a name of its own.\n' +
  'Say a name with an @ in front to talk to somebody, or reply to what one of them said.\n';

const mayUse =
  ({ where, permissions }: Asker) =>
  ({ permission, inDirectMessages }: Command | Group): boolean =>
    (permission === null || permissions.has(permission)) && (inDirectMessages || where.venue.kind !== 'dm');

function linesOf(command: Command | Group): string[] {
  const { name, description, parts } = shapeOf(command);
  if (parts.length === 0) return [`\`/${name}\` – ${description}`];
  return parts.map(part => `\`/${name} ${part.name}\` – ${part.description}`);
}
