import type { App } from '../../app.js';
import type { Venue } from '../../domain/conversation/venue.js';
import type { Personality } from '../../domain/personality/personality.js';
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

/** Where a conversation stands: with whom, and which answer was the last. */
export type Standing = {
  readonly partner: Personality;
  readonly reference: string | null;
  readonly lastMessageId: string | null;
};
