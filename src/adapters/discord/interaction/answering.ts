import { DiscordAPIError, Routes, type REST } from 'discord.js';
import type { Log } from '../../../ports/log.js';
import type { Answering } from '../../../ports/station.js';
import { inOurWords } from '../asking.js';
import { choicesCallback, deferCallback, formCallback, lastingFlags, messageBody, replyCallback } from './bodies.js';
import type { WireInteraction } from './wire.js';

/** `rest` may ask again by itself; `once` must not: a message that it sends twice is there twice. */
export type AnsweringParts = {
  readonly rest: REST;
  readonly once: REST;
  readonly log: Log;
  /** What is on its way. */
  readonly sending: Set<Promise<unknown>>;
};

/* Its first answer arrived after all, when it was sent again. */
const alreadyAnswered = 40060;

type Begun =
  | { readonly how: 'reply' }
  | { readonly how: 'form' }
  | { readonly how: 'complete' }
  | { readonly how: 'defer'; readonly isPrivate: boolean };

/** How this interaction is answered. It begins once; what comes afterwards follows, in order. */
export function answeringOf({ rest, once, log, sending }: AnsweringParts, interaction: WireInteraction): Answering {
  const { id, token, application_id: applicationId } = interaction;
  let begun: Begun | undefined;
  let isFilled = false;
  let turn: Promise<unknown> = Promise.resolve();

  const attempt = async (what: string, send: () => Promise<unknown>): Promise<boolean> => {
    const sent = send();
    sending.add(sent);
    try {
      await sent;
      return true;
    } catch (error) {
      if (error instanceof DiscordAPIError && error.code === alreadyAnswered) return true;
      log.warn('An answer to an interaction did not arrive.', { what, error: inOurWords(error) });
      return false;
    } finally {
      sending.delete(sent);
    }
  };
  const begin = async (how: Begun, body: unknown): Promise<boolean> => {
    if (begun !== undefined) return false;
    begun = how;
    return attempt(how.how, () => rest.post(Routes.interactionCallback(id, token), { body, auth: false }));
  };
  const original = Routes.webhookMessage(applicationId, token);

  const followUp = (body: unknown) =>
    attempt('follow-up', () => once.post(Routes.webhook(applicationId, token), { body, auth: false }));

  /** In place of the deferral, unless that is public and this is not: then the deferral goes first. */
  const fill = async (body: { readonly flags: number }, isPrivate: boolean, deferredPrivate: boolean) => {
    if (isPrivate === deferredPrivate || deferredPrivate) {
      const rewritten = { ...body, flags: undefined, ...lastingFlags(body.flags) };
      return attempt('first reply', () => rest.patch(original, { body: rewritten, auth: false }));
    }
    await attempt('deferral', () => rest.delete(original, { auth: false }));
    return followUp(body);
  };

  return {
    defer: isPrivate => begin({ how: 'defer', isPrivate }, deferCallback(isPrivate)),
    form: async form => begin({ how: 'form' }, formCallback(form)),
    complete: choices => begin({ how: 'complete' }, choicesCallback(choices)),
    reply(reply, isPrivate) {
      const body = messageBody(reply, isPrivate);
      const sent = turn.then(() => {
        if (begun === undefined) return begin({ how: 'reply' }, replyCallback(reply, isPrivate));
        const first: Begun = begun;
        if (first.how === 'form' || first.how === 'complete') return false;
        if (first.how === 'reply' || isFilled) return followUp(body);
        isFilled = true;
        return fill(body, isPrivate, first.isPrivate);
      });
      turn = sent;
      return sent;
    },
  };
}
