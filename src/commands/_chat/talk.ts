import type { App } from '../../app.js';
import type { Venue } from '../../domain/conversation/venue.js';
import { TzurotError } from '../../domain/errors.js';
import type { Personality } from '../../domain/personality/personality.js';
import { plain } from '../../domain/turn/incoming.js';
import type { Answer, Silence } from '../../domain/turn/outcome.js';
import type { Attachment } from '../../domain/turn/seeing/attachment.js';
import { handleOf, type User } from '../../domain/user/user.js';

/** One thing a person says in their terminal. */
export type Saying = {
  readonly id: string;
  readonly text: string;
  readonly person: User;
  readonly name: string | null;
  readonly venue: Venue;
  readonly partner: Personality;
  readonly attachments?: readonly Attachment[];
};

/** What came of a saying: the answers, of which there is at least one, or why there is none. */
export type Talked = readonly [Answer, ...Answer[]] | Silence;

/** Says it to whoever is to answer. */
export async function talk(
  app: App,
  saying: Saying,
  options: { signal: AbortSignal; streams: boolean },
): Promise<Talked> {
  const message = {
    id: saying.id,
    text: saying.text,
    author: {
      userId: saying.person.id,
      accountId: handleOf(saying.person),
      name: saying.name,
      kind: 'person' as const,
    },
    venue: saying.venue,
    saidAt: app.clock.now(),
    ...plain,
    attachments: saying.attachments ?? [],
  };
  const heard = await app.turn.hear(message, saying.partner.slug, options);
  if (heard.kind === 'ignored') return heard.because;
  const [first, ...others] = heard.kind === 'answered' ? heard.answers : [];
  if (first !== undefined) return [first, ...others];
  throw new TzurotError('not_found', `${saying.partner.displayName} does not answer you.`, { try: 'personality list' });
}
