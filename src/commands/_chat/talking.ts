import type { App } from '../../app.js';
import type { Venue } from '../../domain/conversation/venue.js';
import type { Personality } from '../../domain/personality/personality.js';
import type { Answer } from '../../domain/turn/outcome.js';
import type { Attachment } from '../../domain/turn/seeing/attachment.js';
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
  /** What goes along with the next thing that is said. */
  readonly attached: readonly Attachment[];
  readonly last: { readonly messageId: string; readonly answers: readonly [Answer, ...Answer[]] } | null;
  /** The reference of what was said since then and not answered. */
  readonly failed?: string | undefined;
};
