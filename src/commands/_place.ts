import * as Flags from '@oclif/core/flags';
import type { App } from '../app.js';
import { TzurotError } from '../domain/errors.js';
import { isOwner } from '../domain/user/user.js';
import { actorFor } from './_base.js';

export const forFlag = { personality: Flags.string({ helpValue: 'SLUG', description: 'Only with this personality.' }) };

type Flagged = {
  readonly as?: string | undefined;
  readonly user?: string | undefined;
  readonly personality?: string | undefined;
};

/** Whom and what the flags speak of. */
export async function subjectOf(app: App, flags: Flagged) {
  const { actor, subject } = await app.user.whom(flags);
  const personality =
    flags.personality === undefined
      ? undefined
      : await app.personality.find(actorFor(actor, app.config), flags.personality);
  return { user: subject, personality };
}

/** The person's own place for settings that the flags speak of, or undefined when they speak of everybody. */
export async function placeOf(app: App, flags: Flagged) {
  if (flags.user === undefined && flags.personality === undefined) {
    if (isOwner(await app.user.actor(flags.as), app.config.owner)) return undefined;
    throw new TzurotError('denied', 'Only the owner of this home may set what holds for everybody.');
  }
  const { user, personality } = await subjectOf(app, flags);
  return { userId: user.id, personalityId: personality?.id ?? null };
}
