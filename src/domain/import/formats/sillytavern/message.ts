import type { Cutting, MessageFound } from '../../found.js';
import type { Remark } from '../../issue.js';
import { isEmpty, isFields, own, type Fields } from '../cards/values.js';
import { nameIn, subjectNamed, type Chat } from './chat.js';
import { momentOf, type Moment } from './moment.js';

/** A message, and whether the time it was said at has no zone. */
type MessageReading = { readonly found: MessageFound; readonly lacksZone: boolean };

/** A line that is not the header. What is no message is set aside. */
export function messageOf(chat: Chat, { value, raw, at }: Cutting, index: number): MessageReading {
  const base = { kind: 'messages', at, raw, talk: chat.talk, foreignId: `${chat.talk}/${index}` } as const;
  if (!isFields(value) || textIn(value) === undefined) {
    const nobody = { subject: chat.subject, speaker: 'person', speakerName: null, text: '', saidAt: null } as const;
    return { found: { ...base, ...nobody, aside: notAMessage }, lacksZone: false };
  }
  const text = textIn(value) ?? '';
  const date = own(value, 'send_date');
  const moment = momentOf(date);
  const aside = asideOf(value, text);
  return {
    found: {
      ...base,
      ...speakerOf(chat, value),
      text,
      saidAt: moment?.micros ?? null,
      remarks: moment === undefined && !isUnknownTime(date) ? [oddTime(at)] : [],
      ...(aside === undefined ? {} : { aside }),
    },
    lacksZone: lacksZone(moment),
  };
}

const lacksZone = (moment: Moment | undefined) => moment !== undefined && !moment.isZoned;

/** Also from where Chub puts it. */
function textIn(line: Fields): string | undefined {
  const mes = own(line, 'mes');
  const text = isFields(mes) ? own(mes, 'message') : mes;
  return typeof text === 'string' ? text : undefined;
}

function speakerOf(chat: Chat, line: Fields): Pick<MessageFound, 'speaker' | 'speakerName' | 'subject'> {
  const name = nameIn(line);
  if (own(line, 'is_user') === true) {
    return { speaker: 'person', speakerName: name === 'You' ? null : (name ?? null), subject: chat.subject };
  }
  const subject = chat.isGroup ? (subjectNamed(name) ?? chat.subject) : chat.subject;
  return { speaker: 'personality', speakerName: name ?? null, subject };
}

function asideOf(line: Fields, text: string): MessageFound['aside'] {
  if (own(line, 'is_system') === true) return systemLine;
  return text.trim() === '' ? emptyMessage : undefined;
}

const isUnknownTime = (date: unknown) => isEmpty(date) || date === 0 || date === '0';

const systemLine = {
  fate: 'archived',
  code: 'system_line',
  why: 'The program said this, or it was hidden from the personality.',
} as const;

const emptyMessage = { fate: 'archived', code: 'empty_message', why: 'The message has no text.' } as const;

const notAMessage = {
  fate: 'quarantined',
  code: 'not_a_message',
  why: 'This line is not formed like a message, which has its text in “mes”.',
  try: 'Mend the line in the file, and import it again.',
} as const;

const oddTime = (at: string): Remark => ({
  severity: 'warn',
  code: 'odd_time',
  at,
  message: 'The time of this message cannot be read. It keeps its place among the others.',
});
