import { openApp, type App } from '../../dist/app.js';
import { terminalVenue } from '../../dist/domain/conversation/venue.js';
import { plain } from '../../dist/domain/turn/incoming.js';
import { localAccount } from '../../dist/domain/user/user.js';
import { configOf, withHome } from './homes.ts';

/** Where the owner of a home talks. */
export const terminal = terminalVenue(localAccount);

/** The same as `chat lilith -m`. Returns what appeared, one answer after the other. */
export async function sayToLilith(home: string, text: string): Promise<string[]> {
  const appeared: string[] = [];
  const screen = { isLive: false, leads: () => '', write: (answer: string) => void appeared.push(answer) };
  await using app = await openApp(configOf(home), { screen });
  await app.turn.recover(terminal.channelId);
  await app.conversation.begin(terminal);
  await hear(app, (await app.user.owner()).id, text);
  return appeared;
}

/** One turn with lilith in the conversation there is. */
export const hear = (app: App, userId: string, text: string, venue = terminal) =>
  app.turn.hear(
    {
      id: app.newMessageId(),
      text,
      author: { userId, accountId: userId, name: null, kind: 'person' },
      venue,
      saidAt: app.clock.now(),
      ...plain,
    },
    'lilith',
  );

/** Everything that the owner and the personalities said to each other. */
export const linesOf = (home: string) =>
  withHome(home, async app => app.conversation.history({ userId: (await app.user.owner()).id }));
