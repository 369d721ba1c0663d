import type { Discovery, Recognised } from '../../format.js';
import type { Cutting } from '../../found.js';
import type { Remark } from '../../issue.js';
import { isFields } from '../cards/values.js';
import { isHeader, type Chat } from './chat.js';
import { messageOf } from './message.js';

/** Reads a chat line by line. The first time without a zone is remarked upon, and no other. */
export function chatReader(chat: Chat): Recognised {
  let hasSaid = false;
  return {
    format: 'sillytavern',
    role: chat.isGroup ? 'group chat' : 'chat',
    subject: chat.subject,
    isWorldwide: false,
    reads: 'lines',
    line(cutting: Cutting, index: number): Discovery[] {
      if (index === 0) hasSaid = false;
      if (index === 0 && isFields(cutting.value) && isHeader(cutting.value)) return [];
      const { found, lacksZone } = messageOf(chat, cutting, index);
      if (!lacksZone || hasSaid) return [found];
      hasSaid = true;
      return [{ ...found, remarks: [...(found.remarks ?? []), zoneUnknown(found.at)] }];
    },
  };
}

const zoneUnknown = (at: string): Remark => ({
  severity: 'info',
  code: 'zone_unknown',
  at,
  message: 'The times in this chat do not say their time zone. They were taken for UTC, and may be some hours off.',
});
