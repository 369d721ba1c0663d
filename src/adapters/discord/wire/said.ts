import type { FileReference, Overheard, RepliedTo, Said } from '../../../domain/inbox/said.js';
import { microsOf } from '../../../domain/time.js';
import { asidesOf } from './asides.js';
import { authorOf, type Us } from './author.js';
import { mentionsOf, mentionsUs } from './mentions.js';
import type { WireBody, WireMember, WireMessage } from './message.js';
import type { Holder } from '../../../domain/discord/access.js';
import { momentOf } from '../../../domain/discord/snowflake.js';
import { whereaboutsOf, type Scene } from './where.js';

const longestText = 4000;
const replyType = 19;
const forward = 1;

/** A message with everything that matters to who is to answer it. */
export function saidFrom(message: WireMessage, us: Us, scene: Scene, member: WireMember | null): Said {
  const overheard = overheardFrom(message, us, scene, member);
  return {
    ...overheard,
    asides: asidesOf(message, { files: false }),
    where: whereaboutsOf(scene, member?.roles ?? []),
    replyTo: replyIn(message, us, scene),
    embedded: message.embeds.flatMap(({ description }) => description ?? []),
    files: [message, ...message.message_snapshots.map(({ message: copy }) => copy)].flatMap(filesOf),
    mentionsUs: mentionsUs(message, us),
  };
}

/** A message for somebody who reads along. */
export function overheardFrom(message: WireMessage, us: Us, scene: Scene, member: WireMember | null): Overheard {
  const writer: Holder = { id: message.author.id, roleIds: member?.roles ?? [] };
  return {
    id: message.id,
    channelId: message.channel_id,
    channelName: scene.channel?.name ?? null,
    author: authorOf(message, us, member?.nick),
    text: textOf(message.content),
    mentions: mentionsOf(message, scene.guild, writer),
    asides: asidesOf(message, { files: true }),
    saidAt: saidAt(message),
  };
}

/** What somebody wrote, no longer than Discord lets anybody write. */
export const textOf = (content: string): string => content.slice(0, longestText).toWellFormed();

/** A forward refers to a message as well, but answers nobody. */
function replyIn(message: WireMessage, us: Us, scene: Scene): RepliedTo | null {
  const { message_reference: reference, referenced_message: original } = message;
  if (message.type !== replyType || !reference?.message_id || reference.type === forward) return null;
  const channelId = reference.channel_id ?? message.channel_id;
  return {
    messageId: reference.message_id,
    channelId,
    message: original ? repliedTo(original, message, us, scene) : null,
  };
}

/** Discord says what its writer is called here only where the reply pings them. */
function repliedTo(original: WireBody, reply: WireMessage, us: Us, scene: Scene): Overheard {
  const pinged = reply.mentions.find(({ id }) => id === original.author.id);
  const member = pinged?.member ? { nick: pinged.member.nick, roles: [] } : null;
  return overheardFrom({ ...original, referenced_message: null }, us, scene, member);
}

const filesOf = ({ attachments }: Pick<WireBody, 'attachments'>): FileReference[] =>
  attachments.map(({ filename, url, size }) => ({ name: filename, url, bytes: size }));

const saidAt = ({ id, timestamp }: WireBody) => (timestamp ? microsOf(timestamp) : undefined) ?? momentOf(id);
