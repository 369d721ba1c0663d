import type { Command } from './command.js';

export const ping: Command = {
  name: 'ping',
  description: 'Whether I am there, and how far away.',
  permission: null,
  inDirectMessages: true,
  options: [],
  isPrivate: true,
  async run(_, { program }) {
    const ms = program.pingMs();
    const trip = ms === null ? 'How long a message takes is not known yet.' : `A message takes ${Math.round(ms)} ms.`;
    return { text: `Here. ${trip} Version ${program.version}.` };
  },
};
