import type { Hash } from '../../../../ports/hash.js';
import type { Log } from '../../../../ports/log.js';
import type { Tokenizer } from '../../../../ports/tokenizer.js';
import { softly } from '../../../around.js';
import type { Prompt } from '../../../calling/prompt.js';
import { estimateTokens, messageTokens, type Count } from '../../../conversation/tokens.js';
import type { Line } from '../../../conversation/line.js';
import { windowOf } from '../../../conversation/window.js';
import { derivedId } from '../../../id.js';
import { namesOf } from '../../speaking.js';
import { companyIn, type Member } from '../../company/member.js';
import { compose } from '../../composing/compose.js';
import type { Knowledge } from '../../composing/knowledge.js';
import {
  assertFits,
  estimatedMemoryRoom,
  fits,
  fitsEasily,
  historyBudget,
  memoryRoomBeside,
  type Window,
} from '../../composing/room.js';
import { promptLine } from '../../composing/speakers.js';
import type { Settled } from '../../context.js';
import { withoutDocuments } from '../../seeing/documents.js';
import { outOfSight } from '../../references/in-sight.js';
import type { Incoming } from '../../incoming.js';

export type FittingPorts = { readonly tokenizer: Tokenizer; readonly hash: Hash; readonly log: Log };

type Known = Pick<Knowledge, 'personality' | 'venue' | 'lore' | 'shown' | 'references'> & {
  readonly message: Incoming;
  readonly settings: Settled;
  /** The lines that may come into sight, and how many older ones there are. */
  readonly lines: readonly Line[];
  readonly older: number;
  readonly directory: ReadonlyMap<string, Member>;
};

type Fitted = Pick<Knowledge, 'history' | 'company' | 'references' | 'shown' | 'memoryRoom'>;

/**
 * What of all this comes into sight, and who is in it. Documents that leave no room for the rest stay out of it. Refuses a
 * message that is too long for the model by itself.
 */
export async function fit(ports: FittingPorts, known: Known): Promise<Fitted> {
  const { settings } = known;
  const full = knowledgeOf(known, known.lines);
  const window = { contextTokens: settings.contextTokens, answerTokens: settings.maxTokens.value };
  const { prompt } = compose(full);
  const bare = { ...prompt, history: [] };
  const isEasy = fitsEasily(window, prompt);
  const count = isEasy ? estimateTokens : await exactly(ports);
  if (fits(window, bare, count)) return inSight(ports, known, { full, bare, window, count, isEasy });
  const shown = withoutDocuments(known.shown);
  const barest = compose({ ...full, shown, history: [] }).prompt;
  assertFits(window, barest, count);
  return inSight(ports, { ...known, shown }, { full, bare: barest, window, count, isEasy });
}

type Room = {
  readonly full: Knowledge;
  readonly bare: Prompt;
  readonly window: Window;
  readonly count: Count;
  readonly isEasy: boolean;
};

function inSight({ hash }: FittingPorts, known: Known, { full, bare, window, count, isEasy }: Room): Fitted {
  const { settings, message, venue, lines, older, shown } = known;
  const history = windowOf(lines, {
    messages: settings.historyMessages,
    tokens: historyBudget(window, bare, count),
    dropped: older,
    costOf: line => messageTokens(count, promptLine(line, full).text),
  });
  const prompt = { ...bare, history: history.map(line => promptLine(line, full)) };
  const memoryRoom = isEasy ? estimatedMemoryRoom(window, prompt) : memoryRoomBeside(window, prompt, count);
  const lineIdOf = (id: string) => derivedId(hash.sha256, 'line', venue.platform, id);
  const references = outOfSight(known.references, { message, venue, history, lineIdOf });
  return { history, references, shown, memoryRoom, company: knowledgeOf(known, history).company };
}

function knowledgeOf({ directory, settings, ...known }: Known, history: readonly Line[]): Knowledge {
  const { personality, message } = known;
  const listener = { id: personality.id, names: namesOf(personality) };
  const company = companyIn(directory, { history, author: message.author, personality: listener });
  return { ...settings, ...known, history, company, recalled: [], memoryRoom: noRoom };
}

const noRoom = { tokens: 0, bytes: 0, count: estimateTokens } as const;

/** An estimate where counting is not possible: better than no answer. */
const exactly = async ({ tokenizer, log }: FittingPorts): Promise<Count> =>
  (await softly(log, 'Loading what counts tokens', () => tokenizer.load())) ?? estimateTokens;
