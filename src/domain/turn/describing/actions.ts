import { call, type CallingPorts } from '../../calling/actions.js';
import { modelOf } from '../../catalogue/actions.js';
import type { Personality } from '../../personality/personality.js';
import type { User } from '../../user/user.js';
import type { BillingIdentity, Wanted } from '../../wallet/billing/identity.js';
import type { Settled } from '../context.js';
import type { Incoming } from '../incoming.js';
import { abilitiesAt, paramsIn, sendable, wantedAt } from '../params.js';
import { describing, type Eyes } from '../seeing/eyes.js';

type Looking = {
  readonly message: Incoming;
  readonly personality: Personality;
  readonly user: User;
  readonly settings: Settled;
  readonly model: Wanted;
  readonly identity: BillingIdentity;
};

const answer = { value: 500, from: 'derived' };

/** Who says what a picture shows, at the cost of whoever pays for the turn. Nobody where no model was named for it. */
export function eyesFor(ports: CallingPorts, looking: Looking, signal: AbortSignal | undefined): Eyes | null {
  const { message, personality, user, settings, model, identity } = looking;
  const { host } = model;
  const id = settings.visionModel;
  if (id === null || host === 'built-in') return null;
  return async (picture, sha256) => {
    const listed = await modelOf(ports, host, id);
    const wish = {
      model: wantedAt(host, id, listed),
      params: paramsIn(sendable({ params: {}, from: new Map(), answer }, abilitiesAt(host, id, listed))),
    };
    const about = { personalityId: personality.id, guildId: message.venue.guildId, sameAs: `picture ${sha256}` };
    const prompt = describing(picture);
    const ask = { ...about, user, identity, type: 'vision', wish, fallback: null, prompt } as const;
    const { draft } = await call(ports, ask, { signal });
    return { text: draft.text, model: draft.model };
  };
}
