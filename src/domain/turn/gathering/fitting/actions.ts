import type { Hash } from '../../../../ports/hash.js';
import type { Log } from '../../../../ports/log.js';
import type { Tokenizer } from '../../../../ports/tokenizer.js';
import { softly } from '../../../around.js';
import { estimateTokens, messageTokens, type Count } from '../../../conversation/tokens.js';
import type { Line } from '../../../conversation/line.js';
import { windowOf } from '../../../conversation/window.js';
import { derivedId } from '../../../id.js';
import { namesOf } from '../../speaking.js';
import { companyIn, type Member } from '../../company/member.js';
import { compose } from '../../composing/compose.js';
import type { Knowledge } from '../../composing/knowledge.js';
import { assertFits, fits, fitsEasily, historyBudget } from '../../composing/room.js';
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

type Fitted = Pick<Knowledge, 'history' | 'company' | 'references' | 'shown'>;

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
  const count = fitsEasily(window, prompt) ? estimateTokens : await exactly(ports);
  if (fits(window, bare, count))
    return inSight(ports, known, { full, count, tokens: historyBudget(window, bare, count) });
  const shown = withoutDocuments(known.shown);
  const barest = compose({ ...full, shown, history: [] }).prompt;
  assertFits(window, barest, count);
  return inSight(ports, { ...known, shown }, { full, count, tokens: historyBudget(window, barest, count) });
}

type Room = { readonly full: Knowledge; readonly count: Count; readonly tokens: number };

function inSight({ hash }: FittingPorts, known: Known, { full, count, tokens }: Room): Fitted {
  const { settings, message, venue, lines, older, shown } = known;
  const history = windowOf(lines, {
    messages: settings.historyMessages,
    tokens,
    dropped: older,
    costOf: line => messageTokens(count, promptLine(line, full).text),
  });
  const lineIdOf = (id: string) => derivedId(hash.sha256, 'line', venue.platform, id);
  const references = outOfSight(known.references, { message, venue, history, lineIdOf });
  return { history, references, shown, company: knowledgeOf(known, history).company };
}

function knowledgeOf({ directory, settings, ...known }: Known, history: readonly Line[]): Knowledge {
  const { personality, message } = known;
  const listener = { id: personality.id, names: namesOf(personality) };
  const company = companyIn(directory, { history, author: message.author, personality: listener });
  return { ...settings, ...known, history, company, recalled: [] };
}

/** An estimate where counting is not possible: better than no answer. */
const exactly = async ({ tokenizer, log }: FittingPorts): Promise<Count> =>
  (await softly(log, 'Loading what counts tokens', () => tokenizer.load())) ?? estimateTokens;
