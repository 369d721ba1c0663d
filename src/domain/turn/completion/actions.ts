import type { ChatSurface, Draft } from '../../../ports/chat.js';
import type { Hash } from '../../../ports/hash.js';
import { call, type Called, type CallingPorts, type Watcher } from '../../calling/actions.js';
import type { Ask, Wish } from '../../calling/ask.js';
import { wishFor } from '../../calling/wish.js';
import type { Prompt } from '../../calling/prompt.js';
import { modelOf } from '../../catalogue/actions.js';
import { sentParams } from '../../params/sendable.js';
import { derivedId } from '../../id.js';
import type { Personality } from '../../personality/personality.js';
import type { BillingIdentity } from '../../wallet/billing/identity.js';
import type { Context } from '../context.js';
import type { Incoming } from '../incoming.js';
import { aboutOf, type About } from '../answering/about.js';
import { outboxIdFor } from '../record.js';
import { named, speakerOf } from '../speaking.js';
import { draftsOf } from './drafts.js';
import { ownLines, verdictOn } from './judging.js';

export type CompletionPorts = CallingPorts & { readonly chat: ChatSurface; readonly hash: Hash };

/** What a model is asked, for whom, and whose money it may cost. */
export type Asking = {
  readonly message: Incoming;
  readonly personality: Personality;
  readonly context: Context;
  readonly identity: BillingIdentity;
  readonly prompt: Prompt;
};

/** How somebody wants to be answered. */
export type Options = {
  readonly signal?: AbortSignal | undefined;
  readonly streams?: boolean;
  /** Called once somebody pays and the work on an answer begins. */
  readonly began?: () => void;
};

/** What the model writes, once somebody pays for it. */
export async function complete(ports: CompletionPorts, asking: Asking, options: Options): Promise<Called> {
  const { context } = asking;
  const about = aboutOf(asking);
  return call(ports, await askOf(ports, asking), {
    signal: options.signal,
    watch: options.streams === true ? watchingOf(ports, asking, about) : undefined,
    judge: isDeterministic(context) ? undefined : ({ text }) => verdictOn(text, about, ownLines(asking)),
    retries: context.settings.answerRetries,
  });
}

/** The built-in model says the same again, however often it is asked. */
const isDeterministic = ({ model }: Context) => model.host === 'built-in';

/** An answer that is still being made, as a surface knows it. */
export const draftFor = (
  { hash }: Pick<CompletionPorts, 'hash'>,
  { message, personality }: Pick<Asking, 'message' | 'personality'>,
): Omit<Draft, 'text'> => ({
  outboxId: outboxIdFor(message, personality, (...parts) => derivedId(hash.sha256, ...parts)),
  channelId: message.venue.channelId,
  speaker: speakerOf(personality),
});

/** Shows what comes of each attempt. */
function watchingOf(ports: CompletionPorts, asking: Asking, about: About) {
  const { personality, context } = asking;
  const shown = { isThere: false };
  const beginning = draftFor(ports, asking);
  const show = (text: string) => {
    shown.isThere ||= text !== '';
    ports.chat.draft({ ...beginning, text });
  };
  return (): Watcher => ({
    add: draftsOf(about, text => show(named(text, personality, context.persona))).add,
    hasShown: () => shown.isThere,
  });
}

async function askOf(ports: CompletionPorts, asking: Asking): Promise<Ask> {
  const { message, personality, context, identity, prompt } = asking;
  const { user, model, settings } = context;
  return {
    user,
    identity,
    type: 'text',
    personalityId: personality.id,
    guildId: message.venue.guildId,
    wish: { model, params: sentParams(settings) },
    fallback: await fallbackOf(ports, context),
    prompt,
  };
}

/** What answers when the wanted model cannot, at the same place, with the parameters that it takes. */
async function fallbackOf(ports: CompletionPorts, { model: { host }, settings }: Context): Promise<Wish | null> {
  if (settings.fallback === null || host === 'built-in') return null;
  const { id } = settings.fallback;
  return wishFor(host, id, await modelOf(ports, host, id), settings.wishes);
}
