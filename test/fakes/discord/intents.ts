import { allows, type Application } from './world.ts';

export const intents = {
  guilds: 1 << 0,
  members: 1 << 1,
  webhooks: 1 << 5,
  presences: 1 << 8,
  messages: 1 << 9,
  reactions: 1 << 10,
  typing: 1 << 11,
  directMessages: 1 << 12,
  directReactions: 1 << 13,
  directTyping: 1 << 14,
  content: 1 << 15,
} as const;

const highest = 1 << 25;

/** By which intents an event arrives: in guilds, and outside of them. One of them is enough. */
const neededFor: Readonly<Record<string, readonly [guild: number, direct: number]>> = {
  GUILD_CREATE: [intents.guilds, 0],
  GUILD_UPDATE: [intents.guilds, 0],
  GUILD_DELETE: [intents.guilds, 0],
  GUILD_ROLE_CREATE: [intents.guilds, 0],
  GUILD_ROLE_UPDATE: [intents.guilds, 0],
  GUILD_ROLE_DELETE: [intents.guilds, 0],
  CHANNEL_CREATE: [intents.guilds, intents.directMessages],
  CHANNEL_UPDATE: [intents.guilds, 0],
  CHANNEL_DELETE: [intents.guilds, 0],
  THREAD_CREATE: [intents.guilds, 0],
  THREAD_UPDATE: [intents.guilds, 0],
  THREAD_DELETE: [intents.guilds, 0],
  THREAD_MEMBERS_UPDATE: [intents.guilds | intents.members, 0],
  GUILD_MEMBER_ADD: [intents.members, 0],
  GUILD_MEMBER_UPDATE: [intents.members, 0],
  GUILD_MEMBER_REMOVE: [intents.members, 0],
  WEBHOOKS_UPDATE: [intents.webhooks, 0],
  MESSAGE_CREATE: [intents.messages, intents.directMessages],
  MESSAGE_UPDATE: [intents.messages, intents.directMessages],
  MESSAGE_DELETE: [intents.messages, intents.directMessages],
  MESSAGE_DELETE_BULK: [intents.messages, intents.directMessages],
  MESSAGE_REACTION_ADD: [intents.reactions, intents.directReactions],
  MESSAGE_REACTION_REMOVE: [intents.reactions, intents.directReactions],
  TYPING_START: [intents.typing, intents.directTyping],
};

/** Whether who asked for these hears of it. What no intent is needed for, everybody hears. */
export function hears(asked: number, name: string, isInGuild: boolean): boolean {
  const needed = neededFor[name];
  return needed === undefined || (asked & needed[isInGuild ? 0 : 1]) !== 0;
}

/** The code with which Discord hangs up on who asks for these, or nothing. */
export function refusalOf(application: Application, asked: unknown): 4013 | 4014 | undefined {
  if (typeof asked !== 'number' || !Number.isInteger(asked) || asked < 0 || asked >= highest << 1) return 4013;
  const privileged = [
    [intents.members, 'members'],
    [intents.presences, 'presence'],
    [intents.content, 'content'],
  ] as const;
  return privileged.some(([bit, kind]) => (asked & bit) !== 0 && !allows(application, kind)) ? 4014 : undefined;
}
