import type { App } from '../app.js';
import { terminalVenue } from '../domain/conversation/venue.js';
import type { Memory } from '../domain/memory/memory.js';
import type { Personality } from '../domain/personality/personality.js';
import { isoOf } from '../domain/time.js';
import { localAccount, type User } from '../domain/user/user.js';
import { actorFor } from './_base.js';

/** The terminal of a person. */
export const terminalOf = (user: User) => terminalVenue(user.accounts[0] ?? localAccount);

/** A person and a personality in private, from where all of that person's own memories can be seen. */
export const scopeOf = (user: User, personality: Personality) => ({
  userId: user.id,
  personalityId: personality.id,
  venue: terminalOf(user),
});

/** Whom the flags speak of, with which personality. */
export async function between(app: App, flags: { as?: string | undefined; user?: string | undefined }, name: string) {
  const { actor, subject } = await app.user.whom(flags);
  return { subject, personality: await app.personality.find(actorFor(actor, app.config), name) };
}

/** A memory as the command line shows it. */
export const shownMemory = ({ id, text, role, sector, sectors, venue, saidAt, undated, source }: Memory) => ({
  id,
  text,
  role,
  sector,
  sectors,
  venue: { platform: venue.platform, kind: venue.kind, guildId: venue.guildId },
  createdAt: undated === true ? null : isoOf(saidAt),
  source,
});
