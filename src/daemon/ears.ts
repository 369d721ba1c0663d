import type { App } from '../app.js';
import type { Ears, Station } from '../ports/station.js';
import type { Beside } from './beside.js';
import type { CatchingUp } from './catching-up.js';
import type { Listener } from './listening.js';
import { pressings } from './pressing/all.js';
import { commands, commandShapes, sequels } from './slash/all.js';
import { routerOver } from './slash/router.js';
import { statusOf, type Announcer } from './status.js';

type Around = {
  readonly listening: Listener;
  readonly catching: CatchingUp;
  readonly beside: Beside;
  readonly announcer: Announcer;
  readonly version: string;
  ended(error: Error): void;
};

/** What becomes of everything that reaches the program. */
export function earsFor(app: App, station: Station, around: Around): Ears {
  const { listening, catching, beside, announcer, version, ended } = around;
  const changed = () => announcer.changed(statusOf(station, listening));
  const router = routerOver(
    app,
    { commands, sequels, pressings },
    { version, pingMs: () => station.state().pingMs, message: (...place) => station.message(...place) },
  );
  return {
    said(said) {
      listening.hear(said);
      changed();
    },
    edited: edited => beside.run('Following an edit', () => listening.edited(edited)),
    erased: erased => beside.run('Following a deletion', () => listening.erased(erased)),
    reacted: () => {},
    lacking: (channelId, lack) => beside.run('Telling what is missing', () => app.notice.noteLack(channelId, lack)),
    asked: (...asked) => beside.run('Answering a command', () => router.asked(...asked)),
    connected({ resumed }) {
      changed();
      if (resumed) return listening.seen.resumed();
      const { name, guilds } = station.state();
      announcer.say(`Connected as ${name ?? '?'}, in ${guilds} ${guilds === 1 ? 'server' : 'servers'}.`);
      beside.run('Catching up', () => catching.begin());
      beside.run('Making the commands known', () => station.announce(commandShapes()));
    },
    interrupted(why) {
      listening.seen.interrupted();
      app.log.warn('The connection is gone, and is being made again', { why });
      changed();
    },
    ended,
  };
}
