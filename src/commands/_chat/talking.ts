import type { App } from '../../app.js';
import type { Venue } from '../../domain/conversation/venue.js';
import type { Personality } from '../../domain/personality/personality.js';
import type { Answer } from '../../domain/turn/outcome.js';
import type { User } from '../../domain/user/user.js';
import type { Paint } from '../_view/paint.js';

/** Who talks where, and how to show them something. */
export type Talking = {
  readonly app: App;
  readonly person: User;
  readonly venue: Venue;
  readonly paint: Paint;
  readonly say: (text: string) => void;
};

/** Where a conversation stands: with whom, and what was last said and answered. */
export type Standing = {
  readonly partner: Personality;
  readonly last: { readonly messageId: string; readonly answers: readonly [Answer, ...Answer[]] } | null;
};
