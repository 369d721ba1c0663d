import type { App } from '../../app.js';
import type { Venue } from '../../domain/conversation/venue.js';
import { TzurotError } from '../../domain/errors.js';
import type { Personality } from '../../domain/personality/personality.js';
import type { User } from '../../domain/user/user.js';
import { actorFor } from '../_base.js';

/** Whom to talk to: the one named, the one last talked to, or the only one there is. */
export async function partnerOf(app: App, person: User, venue: Venue, named: string | undefined): Promise<Personality> {
  const actor = actorFor(person, app.config);
  const wanted = named ?? (await app.conversation.lastSpeaker(venue.channelId));
  if (wanted !== undefined) return openTo(await app.personality.find(actor, wanted), person);
  const [first, ...others] = (await app.personality.list(actor)).filter(
    each => each.isPublic || each.ownerId === person.id,
  );
  if (first === undefined) {
    throw new TzurotError('not_found', 'There is nobody to talk to yet.', { try: 'chat --demo' });
  }
  if (others.length === 0) return first;
  throw new TzurotError(
    'invalid',
    `Whom do you want to talk to? There are ${[first, ...others].map(({ slug }) => slug).join(', ')}.`,
    {
      try: `chat ${first.slug}`,
    },
  );
}

function openTo(personality: Personality, person: User): Personality {
  if (personality.isPublic || personality.ownerId === person.id) return personality;
  throw new TzurotError('denied', `“${personality.slug}” is private, and belongs to somebody else.`, {
    try: `personality edit ${personality.slug} --set isPublic=true`,
  });
}
