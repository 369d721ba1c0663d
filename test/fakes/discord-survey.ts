import type { Application } from '../../src/domain/discord/application.js';
import type { Guild, Member, Place } from '../../src/domain/discord/place.js';
import type { Micros } from '../../src/domain/time.js';
import type { Attempt, DiscordSurvey } from '../../src/ports/discord-survey.js';
import { anApplication, botId } from '../support/discord.js';

/** How a Discord is that can be asked. */
export type Surroundings = {
  readonly application: Application;
  readonly theirs: Micros | null;
  readonly guilds: readonly { readonly guild: Guild; readonly member?: Omit<Member, 'id'> }[];
  readonly places: readonly Place[];
  /** Places that say nothing of themselves. */
  readonly hidden: readonly string[];
  readonly webhooks: Readonly<Record<string, { readonly all: number; readonly ours: number }>>;
  readonly emoji: Attempt;
  readonly file: Attempt;
  readonly address: Attempt | Error;
  /** Is thrown, whatever is asked. */
  readonly problem: Error | null;
};

const empty: Surroundings = {
  application: anApplication(),
  theirs: null,
  guilds: [],
  places: [],
  hidden: [],
  webhooks: {},
  emoji: null,
  file: null,
  address: null,
  problem: null,
};

export type FakeDiscordSurvey = DiscordSurvey & { readonly asked: readonly string[] };

/** A Discord as it is said to be, which keeps what it was asked. */
export function fakeDiscordSurvey(some: Partial<Surroundings> = {}): FakeDiscordSurvey {
  const { application, theirs, guilds, places, hidden, webhooks, problem, ...tried } = { ...empty, ...some };
  const asked: string[] = [];
  const answer = async <T>(question: string, found: T): Promise<T> => {
    asked.push(question);
    if (problem !== null) throw problem;
    return found;
  };
  const guildOf = (id: string) => guilds.find(({ guild }) => guild.id === id);
  const seen = (id: string) => (hidden.includes(id) ? undefined : places.find(place => place.id === id));
  return {
    asked,
    account: () => answer('account', { bot: { id: botId, name: 'Hive' }, theirs }),
    application: () => answer('application', application),
    guilds: () =>
      answer(
        'guilds',
        guilds.map(({ guild: { id, name } }) => ({ id, name })),
      ),
    place: id => answer(`place ${id}`, seen(id) ?? null),
    placesOf: id =>
      answer(`places of ${id}`, guildOf(id) && places.filter(place => place.guildId === id && !place.isThread)).then(
        found => found ?? null,
      ),
    guild: async (id, accountId) => {
      const found = await answer(`guild ${id}`, guildOf(id));
      return found === undefined
        ? null
        : { guild: found.guild, member: { id: accountId, roleIds: found.member?.roleIds ?? [] } };
    },
    webhooks: id => answer(`webhooks ${id}`, seen(id) === undefined ? null : (webhooks[id] ?? { all: 0, ours: 0 })),
    tryEmoji: () => answer('emoji', tried.emoji),
    tryFile: id => answer(`file ${id}`, seen(id) === undefined ? 'the bot is not let in' : tried.file),
    async tryAddress(url, sha256) {
      if (tried.address instanceof Error) throw tried.address;
      return answer(`address ${url} ${sha256 ?? ''}`.trim(), tried.address);
    },
  };
}
