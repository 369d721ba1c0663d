import { Routes } from 'discord.js';
import type { Clock } from '../../../ports/clock.js';
import { parseMember, type WireMember } from '../wire/message.js';
import type { Asking } from '../asking.js';
import { lately } from './lately.js';

/** People as members of a server, each asked for once in a short while. Undefined for who is none. Throws `unavailable`. */
export type Members = (guildId: string, accountId: string) => Promise<WireMember | undefined>;

const keptMs = 60_000;
const mostKept = 1000;

export function membersOf({ asking, clock }: { asking: Asking; clock: Clock }): Members {
  const asked = lately<WireMember | undefined>(clock, { most: mostKept, forMs: keptMs });
  return (guildId, accountId) =>
    asked(`${guildId}/${accountId}`, async () =>
      parseMember(await asking.find(Routes.guildMember(guildId, accountId))),
    );
}
