import { TzurotError } from '../errors.js';

const where = 'https://discord.com/developers/applications';
const how = 'as DISCORD_TOKEN in the environment, or in a file that DISCORD_TOKEN_FILE names, never on a command line';

export const noToken = (): TzurotError =>
  new TzurotError(
    'not_found',
    `There is no Discord token. Make an application at ${where}, take the token from its page “Bot” (Reset Token), and give it ${how}.`,
    { facts: { discord: 'no-token' } },
  );

/** Asking again would change nothing, and Discord shuts out whoever does it too often. */
export const tokenRefused = (facts: Readonly<Record<string, unknown>>): TzurotError =>
  new TzurotError(
    'unavailable',
    `Discord does not accept the token: it is mistyped, or it was reset. Make a new one at ${where} (page “Bot”, Reset Token), and give it ${how}.`,
    { facts: { discord: 'token-refused', ...facts } },
  );

export const contentRefused = (facts: Readonly<Record<string, unknown>>): TzurotError =>
  new TzurotError(
    'unavailable',
    `Discord does not let the bot read messages. Switch on “Message Content Intent” at ${where}, on the page “Bot” of the application.`,
    {
      try: 'discord setup',
      facts: { discord: 'intent-refused', ...facts },
    },
  );
