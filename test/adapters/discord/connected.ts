import type { Edited, Erased, Said } from '../../../src/domain/inbox/said.js';
import type { Asked, Asker } from '../../../src/domain/interaction/asked.js';
import { Secret } from '../../../src/domain/wallet/secret.js';
import type { Answering, Ears } from '../../../src/ports/station.js';
import type { Echo } from '../../../src/adapters/discord/wire/echo.js';
import { identifyLimits, type IdentifyLimits } from '../../../src/adapters/discord/identify.js';
import { discordStation, type DiscordStation, type StationSettings } from '../../../src/adapters/discord/station.js';
import { fakeClock, type FakeClock } from '../../fakes/clock.js';
import { openDiscord, type Discord, type Options } from '../../fakes/discord/open.js';
import { fakeLog, type FakeLog } from '../../fakes/log.js';

export type Heard =
  | { readonly what: 'said'; readonly said: Said }
  | { readonly what: 'edited'; readonly edited: Edited }
  | { readonly what: 'erased'; readonly erased: Erased }
  | { readonly what: 'reacted'; readonly reaction: Parameters<Ears['reacted']>[0] }
  | { readonly what: 'asked'; readonly asked: Asked; readonly asker: Asker; readonly answering: Answering }
  | { readonly what: 'connected'; readonly resumed: boolean }
  | { readonly what: 'interrupted'; readonly why: string }
  | { readonly what: 'ended'; readonly error: Error }
  | { readonly what: 'echo'; readonly echo: Echo };

type Of<What extends Heard['what']> = Extract<Heard, { what: What }>;

/** Ears that remember, and can be waited on. */
export function rememberingEars() {
  const all: Heard[] = [];
  const waiting = new Set<() => void>();
  const note = (heard: Heard) => {
    all.push(heard);
    for (const wake of waiting) wake();
  };
  const of = <What extends Heard['what']>(what: What): Of<What>[] =>
    all.filter((heard): heard is Of<What> => heard.what === what);
  const ears: Ears = {
    said: said => note({ what: 'said', said }),
    edited: edited => note({ what: 'edited', edited }),
    erased: erased => note({ what: 'erased', erased }),
    reacted: reaction => note({ what: 'reacted', reaction }),
    asked: (asked, asker, answering) => note({ what: 'asked', asked, asker, answering }),
    lacking: () => {},
    connected: ({ resumed }) => note({ what: 'connected', resumed }),
    interrupted: why => note({ what: 'interrupted', why }),
    ended: error => note({ what: 'ended', error }),
  };
  return {
    all,
    ears,
    of,
    note,
    /** The one of this number, be it there already or still to come. */
    nth<What extends Heard['what']>(what: What, index = 0): Promise<Of<What>> {
      return new Promise(resolve => {
        const look = () => {
          const found = of(what)[index];
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      });
    },
  };
}

export type Connected = AsyncDisposable & {
  readonly discord: Discord;
  readonly station: DiscordStation;
  readonly heard: ReturnType<typeof rememberingEars>;
  readonly clock: FakeClock;
  readonly log: FakeLog;
};

/** A shard may introduce itself as often as it likes. */
export const unthrottled: IdentifyLimits = {
  ...identifyLimits,
  apartMs: 0,
  firstPauseMs: 0,
  longestPauseMs: 0,
  perDay: 1000,
};

/** A Discord with a station that was not opened yet. */
export async function apart(
  options: Options = {},
  settings: Partial<StationSettings> = {},
  clock: FakeClock = fakeClock(),
): Promise<Connected> {
  const discord = await openDiscord(options);
  const [heard, log] = [rememberingEars(), fakeLog()];
  const station = discordStation(
    { clock, log },
    {
      apiUrl: discord.apiUrl,
      token: new Secret(discord.token),
      identify: unthrottled,
      echo: echo => heard.note({ what: 'echo', echo }),
      ...settings,
    },
  );
  return {
    discord,
    station,
    heard,
    clock,
    log,
    async [Symbol.asyncDispose]() {
      await station.close();
      await discord.close();
    },
  };
}

/** The same, connected. */
export async function connected(
  options: Options = {},
  settings: Partial<StationSettings> = {},
  clock: FakeClock = fakeClock(),
): Promise<Connected> {
  const both = await apart(options, settings, clock);
  await both.station.open(both.heard.ears);
  return both;
}
