import type { App, Sending } from '../../app.js';
import { harmless } from '../../domain/text/harmless.js';
import type { Attachment } from '../../domain/turn/seeing/attachment.js';
import { inDollars, microUsd } from '../../domain/usage/money.js';
import { paid } from '../../domain/usage/usage.js';
import { terminalOf } from '../_memory.js';
import { stopped } from '../_signals.js';
import { partnerOf } from './partner.js';
import { talk } from './talk.js';

export type Once = {
  readonly personality: string | undefined;
  readonly as?: string | undefined;
  readonly continue: boolean;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  /** Somebody is watching the answer appear. */
  readonly watched: boolean;
};

/** Says one thing, and says to `hint` what there is to know beside the answer. */
export async function sayOnce(
  app: App,
  { personality, as, continue: goesOn, text, attachments, watched }: Once,
  hint: (line: string) => void,
) {
  const person = await app.user.newcomer(as);
  const venue = terminalOf(person);
  const partner = await partnerOf(app, person, venue, personality);
  const late = await app.turn.recover(venue.channelId, hinted(hint));
  if (!goesOn) await app.conversation.begin(venue);
  const talked = await talk(
    app,
    { id: app.newMessageId(), text, person, name: null, venue, partner, attachments },
    { signal: stopped, streams: watched },
  );
  if (typeof talked === 'string') {
    hint(`Not answered: ${talked}.`);
    return { reply: null, personality: partner.slug, ignored: talked };
  }
  const [answer, ...others] = talked;
  const { reply, slug, reference, made } = answer;
  for (const remark of made?.remarks ?? []) hint(`(${remark})`);
  const spent = made?.spent;
  const cost = inDollars(spent ? paid(spent) : 0);
  const recalled = made?.memories.length ?? 0;
  hint(
    `(${slug}, ${made?.model ?? '?'}, ${recalled} ${recalled === 1 ? 'memory' : 'memories'}, ${cost}. Why: ${app.config.program} trace ${reference})`,
  );
  return {
    reply,
    personality: slug,
    model: made?.model ?? null,
    usage: {
      model: made?.model ?? null,
      provider: made?.provider ?? null,
      tokensIn: spent?.tokensIn ?? 0,
      tokensOut: spent?.tokensOut ?? 0,
      tokensCached: spent?.tokensCached ?? 0,
      costMicroUsd: microUsd(spent ? paid(spent) : 0),
      payer: made?.payer ?? 'none',
      estimated: spent?.estimated ?? true,
    },
    memories: (made?.memories ?? []).map(({ memory, score }) => ({ id: memory.id, text: memory.text, score })),
    reference,
    ...(others.length > 0 && {
      others: others.map(other => ({ personality: other.slug, reply: other.reply, reference: other.reference })),
    }),
    ...(late.length > 0 && { late: late.map(each => ({ reply: each.chunks.join(''), reference: each.reference })) }),
  };
}

/** An answer from before is no answer to this: it goes beside, where it cannot be taken for one. */
const hinted = (hint: (line: string) => void): Sending => ({
  sightings: async () => [],
  post: async ({ outboxId, ordinal, text }) => {
    hint(`(From before, and never shown: ${harmless(text)})`);
    return { kind: 'posted', id: `${outboxId}:${ordinal}` };
  },
});
