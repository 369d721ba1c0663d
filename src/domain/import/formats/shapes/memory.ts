import type { Cutting, MemoryFound } from '../../found.js';
import type { Remark } from '../../issue.js';
import { archivedOrNot } from './memory-fate.js';
import { sendersOf } from './memory-senders.js';
import { timeOf } from './memory-time.js';
import { fieldOf, isFields, wordsOf, type Fields } from './values.js';

/** One row of a memory file, whatever it is. */
export function readMemory({ value, raw, at }: Cutting): MemoryFound {
  const row: Fields = isFields(value) ? value : {};
  const metadata = fieldOf(row, 'metadata');
  const inner: Fields = isFields(metadata) ? metadata : {};
  const place = (name: string) => wordsOf(fieldOf(inner, name)) ?? wordsOf(fieldOf(row, name));
  const result = fieldOf(row, 'result');
  const aside = archivedOrNot(value);
  const remarks: Remark[] = [];
  return {
    kind: 'memories',
    at,
    raw,
    foreignId: wordsOf(fieldOf(row, 'id')),
    text: typeof result === 'string' ? result : '',
    senders: sendersOf(row, inner, at, remarks),
    saidAt: timeOf(row, inner, at, remarks),
    channelId: place('discord_channel_id'),
    guildId: place('discord_guild_id'),
    ...(aside !== undefined && { aside }),
    ...(remarks.length > 0 && { remarks }),
  };
}
