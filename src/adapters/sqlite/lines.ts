import type { Line, Speaker } from '../../domain/conversation/line.js';
import type { messages } from './schema.js';

type Row = typeof messages.$inferSelect;

export const lineOf = (row: Row): Line => ({
  id: row.id,
  conversationId: row.conversationId,
  speaker: speakerOf(row),
  text: row.text,
  saidAt: row.saidAt,
  ...(!row.isDated && { undated: true }),
});

const speakerOf = (row: Row): Speaker =>
  row.speakerKind === 'personality'
    ? { kind: 'personality', id: row.personalityId ?? '', name: row.speakerName ?? '' }
    : { kind: 'person', id: row.userId, name: row.speakerName, ...(row.memberId !== null && { member: row.memberId }) };

/** The columns of a line said by a person, or to them. */
export const columnsOfLine = (
  { speaker, undated, ...line }: Line,
  userId: string,
): Omit<Row, 'seq' | 'personaId' | 'batchSeq'> => ({
  ...line,
  isDated: undated !== true,
  speakerKind: speaker.kind,
  userId: speaker.kind === 'person' ? speaker.id : userId,
  personalityId: speaker.kind === 'personality' ? speaker.id : null,
  speakerName: speaker.name,
  memberId: (speaker.kind === 'person' ? speaker.member : undefined) ?? null,
});
