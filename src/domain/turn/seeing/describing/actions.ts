import { call, type CallingPorts } from '../../../calling/actions.js';
import { leftMs } from '../../../calling/attempting/actions.js';
import { wishFor } from '../../../calling/wish.js';
import { modelOf } from '../../../catalogue/actions.js';
import { TzurotError } from '../../../errors.js';
import type { Personality } from '../../../personality/personality.js';
import { microsPerMs } from '../../../time.js';
import type { User } from '../../../user/user.js';
import type { BillingIdentity, Wanted } from '../../../wallet/billing/identity.js';
import type { Settled } from '../../context.js';
import type { Incoming } from '../../incoming.js';
import { describing, type Eyes } from '../eyes.js';

type Looking = {
  readonly message: Incoming;
  readonly personality: Personality;
  readonly user: User;
  readonly settings: Settled;
  readonly model: Wanted;
  readonly identity: BillingIdentity;
};

const answer = { value: 500, from: 'derived' };
/** For all that came with one message: who asks waits for the answer meanwhile. */
const longestMs = 120_000;

/** Who says what a picture shows, at the cost of whoever pays for the turn. Nobody where no model was named for it. */
export function eyesFor(ports: CallingPorts, looking: Looking, signal: AbortSignal | undefined): Eyes | null {
  const { message, personality, user, settings, model, identity } = looking;
  const { host } = model;
  const id = settings.visionModel;
  if (id === null || host === 'built-in') return null;
  const until = ports.clock.monotonic() + longestMs * microsPerMs;
  return async (picture, sha256) => {
    const ms = leftMs(ports, until);
    if (ms <= 0) throw tooSlow(id);
    const wish = wishFor(host, id, await modelOf(ports, host, id), { params: {}, from: new Map(), answer });
    const about = { personalityId: personality.id, guildId: message.venue.guildId, sameAs: `picture ${sha256}` };
    const prompt = describing(picture);
    const ask = { ...about, user, identity, type: 'vision', wish, fallback: null, prompt } as const;
    const { draft } = await call(ports, ask, { signal, ms });
    return { text: draft.text, model: draft.model };
  };
}

const tooSlow = (model: string) =>
  new TzurotError('unavailable', `${model} took too long over the pictures before this one.`);
