import type { Discovery, Outline } from '../../format.js';
import type { Cutting, Found, Subject } from '../../found.js';
import { elementsOf, memberOf } from './members.js';
import { readHistory } from './history.js';
import { readMemory } from './memory.js';
import { readMessage } from './message.js';
import type { DataRole } from './path.js';
import { readPersonalization } from './personalization.js';
import { readStory } from './story.js';
import { readTraining } from './training.js';
import { isUnset } from './values.js';

export type RowRole = Exclude<DataRole, 'kept'>;

type Rows = {
  readonly read: (cutting: Cutting, index: number) => Found;
  /** Members of an envelope under which the rows may stand. */
  readonly members: readonly string[];
};

const rows: Readonly<Record<RowRole, Rows>> = {
  memories: { read: readMemory, members: ['items', 'memories'] },
  history: { read: readMessage, members: ['messages', 'items'] },
  stories: { read: readStory, members: ['items', 'stories', 'story', 'knowledge'] },
  training: { read: readTraining, members: ['items', 'training'] },
  personalization: { read: readPersonalization, members: [] },
};

/** How the rows of a file are read: one after the other, or the single one that it is. */
export function rowsIn(role: RowRole, json: Outline | null, subject: Subject | null) {
  const { read, members } = rows[role];
  const element = function* (cutting: Cutting, _stream: string, index: number): Generator<Discovery> {
    yield read(cutting, index);
  };
  if (json?.root !== 'object') return { streams: [''], element };
  const isAlone = members.length === 0 || (!isEnvelope(json) && !members.some(name => json.members.has(name)));
  const document = function* (whole: Cutting): Generator<Discovery> {
    if (role === 'history') yield* readHistory(whole, subject);
    if (isAlone) yield read(whole, 0);
    else for (const name of members) yield* left(whole, name, read);
  };
  return { streams: members, element, document };
}

const isEnvelope = (json: Extract<Outline, { root: 'object' }>) =>
  ['pagination', 'meta', 'message_count', 'date_range'].some(name => json.members.has(name));

/** A single row, where an array was to be expected. */
function* left(whole: Cutting, name: string, read: Rows['read']): Generator<Discovery> {
  const cutting = memberOf(whole, name);
  if (cutting === undefined || isUnset(cutting.value)) return;
  yield* Array.isArray(cutting.value) ? elementsOf(cutting).map(read) : [read(cutting, 0)];
}
