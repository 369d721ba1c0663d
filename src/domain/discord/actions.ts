import type { Activations } from '../../ports/activations.js';
import type { Clock } from '../../ports/clock.js';
import type { DiscordSurvey } from '../../ports/discord-survey.js';
import { messageOf, TzurotError } from '../errors.js';
import { permissionsIn, missingOf } from './access.js';
import type { Places } from './avatars.js';
import { attachFiles, manageWebhooks, sendMessages, viewChannel } from './permission.js';
import type { Guild, Member, Place } from './place.js';
import type { ChannelSight, DiscordSight, Introduction } from './sight.js';
import { skewOf } from './skew.js';

export type DiscordPorts = {
  readonly discordSurvey: DiscordSurvey;
  readonly activations: Pick<Activations, 'all'>;
  readonly clock: Pick<Clock, 'now'>;
};

/** Is told what is being looked at. May throw, which ends the looking. */
type Watch = (what: string) => void;

/** So many channels are looked at. Each takes a question or two, and Discord counts them. */
const mostChannels = 500;

/** After so many refusals nothing more is asked that may be refused: Discord shuts out whoever collects them. */
const mostRefusals = 5;

/** In so many servers is looked for a channel that cannot be asked for. */
const mostSearched = 50;

/** Who we are on Discord: the first questions, on which all others depend. */
export async function introduce({ discordSurvey, clock }: DiscordPorts): Promise<Introduction> {
  const before = clock.now();
  const { bot, theirs } = await discordSurvey.account();
  const skewMs = theirs === null ? null : skewOf({ before, after: clock.now(), theirs });
  return { bot, application: await discordSurvey.application(), skewMs };
}

/** Looks at every activated channel, and changes nothing. */
export async function look(
  { discordSurvey, activations }: DiscordPorts,
  us: Introduction,
  watch: Watch = () => {},
): Promise<DiscordSight> {
  watch('servers');
  const guilds = await discordSurvey.guilds();
  const ids = [...new Set((await activations.all()).map(({ channelId }) => channelId))];
  const chosen = ids.slice(0, mostChannels);
  const atlas = openAtlas(discordSurvey, us, guilds);
  const channels: ChannelSight[] = [];
  for (const [index, id] of chosen.entries()) {
    watch(`channel ${index + 1} of ${chosen.length}`);
    channels.push(await atlas.sight(id));
  }
  return { ...us, guilds, channels, unseen: ids.length - chosen.length };
}

type Around = { readonly guild: Guild; readonly member: Member };

/** What is known of servers and channels so far, so that nothing is asked twice. */
function openAtlas(survey: DiscordSurvey, { bot, application }: Introduction, guilds: DiscordSight['guilds']) {
  const around = new Map<string, Promise<Around | null>>();
  const places = new Map<string, Place>();
  const webhooks = new Map<string, Promise<ChannelSight['webhooks']>>();
  let refusals = 0;
  let isSearched = false;

  async function placeOf(id: string): Promise<Place | undefined> {
    const known = places.get(id);
    if (known !== undefined) return known;
    if (refusals < mostRefusals) {
      const place = await survey.place(id);
      if (place !== null) places.set(id, place);
      else refusals += 1;
    }
    if (!places.has(id) && !isSearched) {
      isSearched = true;
      for (const guild of guilds.slice(0, mostSearched))
        for (const place of (await survey.placesOf(guild.id)) ?? []) places.set(place.id, place);
    }
    return places.get(id);
  }

  async function sight(id: string): Promise<ChannelSight> {
    const place = await placeOf(id);
    const hidden = { id, name: null, guild: null, isThread: false, missing: [viewChannel], webhooks: null };
    if (place === undefined) return hidden;
    const { name, guildId, isThread } = place;
    if (guildId === null) return { ...hidden, name, missing: [] };
    const found = await once(around, guildId, () => survey.guild(guildId, bot.id));
    if (found === null) return { ...hidden, name };
    const holder = isThread && place.parentId !== null ? await placeOf(place.parentId) : place;
    const missing = missingOf(permissionsIn(found.guild, found.member, (holder ?? place).overwrites));
    const mayAsk = !missing.includes(viewChannel) && !missing.includes(manageWebhooks);
    const at = (holder ?? place).id;
    return {
      id,
      name,
      guild: { id: guildId, name: found.guild.name },
      isThread,
      missing,
      webhooks: mayAsk ? await once(webhooks, at, () => survey.webhooks(at, application.id)) : null,
    };
  }
  return { sight };
}

function once<T>(known: Map<string, Promise<T>>, id: string, ask: () => Promise<T>): Promise<T> {
  const answer = known.get(id) ?? ask();
  known.set(id, answer);
  return answer;
}

type Hopes = {
  readonly publicUrl: string | null;
  readonly vaultChannel: string | null;
  /** A picture that can be looked for at the public address, if there is one. */
  readonly picture: string | null;
};

/**
 * Tries in which of the ways pictures of personalities can be shown. It leaves nothing behind where Discord lets it
 * tidy up.
 */
export async function tryPictures(
  { discordSurvey }: Pick<DiscordPorts, 'discordSurvey'>,
  { application, bot }: Introduction,
  { publicUrl, vaultChannel, picture }: Hopes,
): Promise<Places> {
  return {
    publicUrl: publicUrl === null ? null : await reached(discordSurvey, publicUrl, picture),
    emoji: await discordSurvey.tryEmoji(application.id),
    vault: vaultChannel === null ? undefined : await kept(discordSurvey, vaultChannel, bot.id),
  };
}

async function reached(survey: DiscordSurvey, url: string, picture: string | null): Promise<Places['publicUrl']> {
  try {
    return { url, problem: await survey.tryAddress(url, picture) };
  } catch (error) {
    if (!(error instanceof TzurotError) || error.code !== 'denied') throw error;
    return { url, problem: messageOf(error) };
  }
}

/** Only where the bot may post does it try to: a refusal counts, and says less than the permissions do. */
async function kept(survey: DiscordSurvey, channelId: string, botId: string): Promise<string | null> {
  const place = await survey.place(channelId);
  if (place === null) return 'the bot is not let in there, or there is no such channel';
  if (place.guildId === null || place.isThread) return 'it has to be an ordinary channel of a server';
  const around = await survey.guild(place.guildId, botId);
  if (around === null) return 'the bot is not in that server';
  const granted = permissionsIn(around.guild, around.member, place.overwrites);
  const lacking = [viewChannel, sendMessages, attachFiles].filter(({ bit }) => (granted & bit) === 0n);
  if (lacking.length > 0) return `the bot lacks ${lacking.map(({ label }) => label).join(', ')} there`;
  return survey.tryFile(channelId);
}
