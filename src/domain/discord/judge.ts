import { canTalk } from './access.js';
import { readsContent, type Application } from './application.js';
import type { Judgement } from './judgement.js';
import { contentRefused } from './refusal.js';
import type { ChannelSight, DiscordSight, Introduction } from './sight.js';

const mostWebhooks = 15;
const mostSkewMs = 5000;
const mostNamed = 3;
/** So many servers Discord lets one shard have, and with so many it is time to think of another. */
const mostPerShard = 2500;
const comfortable = 2000;

export const judgeToken = ({ bot }: Pick<Introduction, 'bot'>): Judgement => ({
  status: 'ok',
  message: `The token is that of ${bot.name} (${bot.id}).`,
});

export function judgeApplication({ name, isPublic, wantsCode }: Application): Judgement {
  if (wantsCode) {
    return {
      status: 'warn',
      message: `Nobody can invite ${name}: switch off “Requires OAuth2 Code Grant” on the page “Bot” of the application.`,
    };
  }
  const who = isPublic ? 'Anybody who has the link may invite it; “Public Bot” decides that' : 'Only you may invite it';
  return { status: 'ok', message: `The application is ${name}. ${who}.` };
}

/** Whoever made something here before they were known on Discord is a stranger to it there. */
export function judgeOwner(ownerId: string | null, { ownerId: maker }: Pick<Application, 'ownerId'>): Judgement {
  if (ownerId !== null) return { status: 'ok', message: `On Discord, ${ownerId} owns this home.` };
  return {
    status: 'warn',
    message: 'Nobody on Discord owns this home yet, so what is yours does not answer you there.',
    try: `init --owner ${maker ?? 'YOUR_DISCORD_ID'}`,
  };
}

/** Who is there to be talked to, and for whom. */
export function judgePersonalities(all: readonly { readonly isPublic: boolean }[]): Judgement {
  const open = all.filter(({ isPublic }) => isPublic).length;
  if (all.length === 0)
    return {
      status: 'warn',
      message: 'Nobody is here yet who could speak.',
      try: 'personality create SLUG --name NAME',
    };
  if (open > 0)
    return { status: 'ok', message: `${open} of ${personalities(all.length)} may be talked to by everybody.` };
  return {
    status: 'warn',
    message: `${all.length === 1 ? 'The personality' : `Each of the ${personalities(all.length)}`} here answers its owner alone.`,
    try: 'personality edit SLUG --set isPublic=true',
  };
}

const personalities = (count: number): string => `${count} ${count === 1 ? 'personality' : 'personalities'}`;

export function judgeIntents(application: Application): Judgement {
  if (readsContent(application)) return { status: 'ok', message: 'It may read what is said in channels.' };
  return { status: 'fail', message: contentRefused({}).message };
}

export function judgeServers({ guilds }: Pick<DiscordSight, 'guilds'>, shards: number | 'auto' = 'auto'): Judgement {
  if (shards !== 'auto' && guilds.length > shards * comfortable) {
    return {
      status: 'warn',
      message: `It is in ${counted(guilds.length, 'server')}, and Discord connects it to no more than ${shards * mostPerShard} over ${counted(shards, 'shard')}.`,
      try: 'config set discord.shards auto',
    };
  }
  if (guilds.length > 0) return { status: 'ok', message: `It is in ${counted(guilds.length, 'server')}.` };
  return { status: 'warn', message: 'It is in no server yet. The invite link changes that.', try: 'discord setup' };
}

/** Permissions are for those who manage a server to give, so nothing here is broken when they do not. */
export function judgeChannels({ channels, unseen }: Pick<DiscordSight, 'channels' | 'unseen'>): Judgement {
  const rest = unseen === 0 ? '' : ` ${counted(unseen, 'more channel')} were not looked at.`;
  if (channels.length === 0) return { status: 'ok', message: 'No channel is activated yet.' };
  const poor = channels.filter(({ missing }) => missing.length > 0);
  if (poor.length === 0)
    return { status: 'ok', message: `${counted(channels.length, 'activated channel')}, nothing is missing.${rest}` };
  const worstFirst = poor.toSorted(
    (a, b) => Number(canTalk(a.missing, a.isThread)) - Number(canTalk(b.missing, b.isThread)),
  );
  return {
    status: 'warn',
    message: `In ${poor.length} of ${counted(channels.length, 'activated channel')} something is missing: ${listed(worstFirst.map(lack))}.${rest}`,
    try: 'discord setup',
  };
}

function lack({ id, name, guild, missing, isThread }: ChannelSight): string {
  if (guild === null) return `${name === null ? id : `#${name}`} is gone, or the bot is not let in`;
  const labels = missing.map(({ label }) => label).join(', ');
  return `#${name} of ${guild.name} lacks ${labels}${canTalk(missing, isThread) ? '' : ', so nobody is heard or answered there'}`;
}

export function judgeWebhooks({ channels }: Pick<DiscordSight, 'channels'>): Judgement {
  const counts = channels.flatMap(({ webhooks }) => webhooks ?? []);
  if (counts.length === 0) return { status: 'skip', message: 'there is no channel in which it may look' };
  const full = channels.filter(
    ({ webhooks }) => webhooks !== null && webhooks.all >= mostWebhooks && webhooks.ours === 0,
  );
  if (full.length === 0) return { status: 'ok', message: `There is room in ${counted(counts.length, 'channel')}.` };
  const named = listed(full.map(({ name, id }) => `#${name ?? id}`));
  return {
    status: 'warn',
    message: `There are ${mostWebhooks} webhooks of others in ${named}, and no room for ours: personalities speak as the bot there. Delete one.`,
  };
}

export function judgeSkew({ skewMs }: Pick<Introduction, 'skewMs'>): Judgement {
  if (skewMs === null) return { status: 'skip', message: 'Discord did not say what time it is' };
  if (Math.abs(skewMs) < mostSkewMs) return { status: 'ok', message: 'The clock agrees with Discord’s.' };
  const where = skewMs > 0 ? 'ahead of' : 'behind';
  return {
    status: 'warn',
    message: `The clock is ${Math.round(Math.abs(skewMs) / 1000)} s ${where} Discord’s. Set it by the network: what is too old is judged by it.`,
  };
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const listed = (all: readonly string[]): string =>
  [...all.slice(0, mostNamed), ...(all.length > mostNamed ? [`and ${all.length - mostNamed} more`] : [])].join('; ');
