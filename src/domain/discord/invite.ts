import { everythingNeeded } from './permission.js';

/** Where somebody who may manage a server lets the bot in, with the least it needs. */
export const inviteLink = (applicationId: string): string =>
  `https://discord.com/oauth2/authorize?client_id=${applicationId}&scope=bot+applications.commands&permissions=${everythingNeeded}`;
