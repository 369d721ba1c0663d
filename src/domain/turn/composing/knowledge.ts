import type { Line } from '../../conversation/line.js';
import type { Venue } from '../../conversation/venue.js';
import type { Prompt } from '../../calling/prompt.js';
import type { Place } from '../../lore/place.js';
import type { Recalled } from '../../memory/recall.js';
import type { LoreEntry } from '../../personality/lore.js';
import type { Personality } from '../../personality/personality.js';
import type { Labelled } from '../company/member.js';
import type { Incoming } from '../incoming.js';
import type { MentionLimits } from '../mentions.js';
import type { Reference } from '../references/reference.js';
import type { Shown } from '../seeing/shown.js';
import type { MemoryRoom } from './room.js';

/** Everything a personality knows when it speaks. */
export type Knowledge = {
  readonly personality: Personality;
  /** Everybody else in sight, in the order of their first appearance. */
  readonly company: readonly Labelled[];
  readonly venue: Venue;
  readonly history: readonly Line[];
  readonly recalled: readonly Recalled[];
  /** In the order in which it is read. */
  readonly lore: readonly Told[];
  readonly message: Pick<Incoming, 'text' | 'saidAt' | 'author' | 'mentions' | 'place' | 'roles'>;
  readonly references: readonly Reference[];
  readonly shown: readonly Shown[];
  readonly timezone: string;
  readonly contextTokens: number;
  readonly memoryRoom: MemoryRoom;
  readonly limits: MentionLimits;
};

/** A piece of lore, and where it is told. */
export type Told = Pick<LoreEntry, 'id' | 'content'> & { readonly place: Place };

export type Composed = {
  readonly prompt: Prompt;
  /** The memories that fitted, best first. */
  readonly used: readonly Recalled[];
};
