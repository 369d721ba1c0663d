import type { Line } from '../../conversation/line.js';
import type { Venue } from '../../conversation/venue.js';
import { microsPerDay } from '../../time.js';
import type { Incoming } from '../incoming.js';
import type { Reference } from './reference.js';

type Sight = {
  readonly message: Pick<Incoming, 'saidAt'>;
  readonly venue: Pick<Venue, 'channelId'>;
  readonly history: readonly Line[];
  /** The id under which a line is kept that the surface knows by this one. */
  readonly lineIdOf: (id: string) => string;
};

/** The references that bring something new: each once, and none that still stands in the history. */
export function outOfSight(references: readonly Reference[], sight: Sight): Reference[] {
  const first = new Map(references.toReversed().map(reference => [reference.id, reference]));
  return references.filter(reference => first.get(reference.id) === reference && !isInSight(reference, sight));
}

/**
 * A person's line is recognised by its id. One of a personality was kept under another id than its posts have, and may
 * have been posted in pieces: it is recognised by its words, here and within a day.
 */
function isInSight({ id, channelId, speaker, text, saidAt }: Reference, { message, venue, history, lineIdOf }: Sight) {
  const kept = lineIdOf(id);
  if (history.some(line => line.id === kept)) return true;
  if (channelId !== venue.channelId || Math.abs(message.saidAt - saidAt) >= microsPerDay) return false;
  const words = text.trim();
  return (
    words !== '' &&
    history.some(line => line.speaker.kind === speaker.kind && line.speaker.id === speaker.id && isIn(line.text, words))
  );
}

/** A piece of something longer is long itself: few words stand in many lines. */
const leastPiece = 15; // In characters.

const isIn = (said: string, words: string): boolean =>
  said.trim() === words || (words.length >= leastPiece && said.includes(words));
