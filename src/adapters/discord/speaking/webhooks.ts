import { z } from 'zod';
import { shared, type Shared } from '../../../domain/around.js';
import { microsPerMs, type Micros } from '../../../domain/time.js';
import type { Lack } from '../../../domain/notice/lack.js';
import type { Clock } from '../../../ports/clock.js';
import type { Calls } from './calling/calls.js';
import { failureOf } from './calling/failure.js';
import type { Outcome } from './calling/outcome.js';
import { bounded } from '../../../domain/bounded.js';

/** A way to speak under any name in one channel. */
export type Hook = { readonly id: string; readonly token: string; readonly channelId: string };

/** What is missing where a personality cannot speak under its own name. */
type HookLack = Exclude<Lack, 'send-messages'>;

export type Webhooks = {
  /** The one of this channel: known, found, or made. A lack where there can be none for now. */
  of(channelId: string, mayMake: boolean | null): Promise<Hook | HookLack>;
  /** What is known without asking. */
  known(channelId: string): Hook | HookLack | undefined;
  isOurs(webhookId: string): boolean;
  /** It is gone. It is never asked again. */
  died(hook: Hook): void;
  /** It speaks in another channel now. */
  moved(hook: Hook): void;
  /** One after the other died here: nobody tries again for a while. */
  stop(channelId: string): void;
  /** Somebody changed something about the webhooks of a channel. */
  changed(channelId: string): void;
  /** Somebody else spoke through it: it is taken away and made anew. Once for each. */
  rotate(webhookId: string): Promise<void>;
};

const lackingFor: Micros = 600_000 * microsPerMs;
const mostChannels = 5000;
const ourName = 'Tzurot';

const unknownWebhook = 10015;
const tooManyWebhooks = 30007;
const missingPermissions = 50013;

const hookSchema = z.object({
  id: z.string(),
  token: z.string(),
  application_id: z.string(),
  channel_id: z.string(),
});

type Told = {
  readonly calls: Calls;
  readonly clock: Pick<Clock, 'monotonic'>;
  /** The id of our application. */
  readonly applicationId: () => string;
  /** Told once of each channel where something is missing, until it no longer is. */
  readonly lacking: (channelId: string, lack: HookLack) => void;
};

/**
 * One webhook of our own for each channel. What it is called by is kept in memory only. Two who want one at the same time
 * get the same.
 */
export function webhooks({ calls, clock, applicationId, lacking }: Told): Webhooks {
  const hooks = bounded<string, Hook>(mostChannels);
  const lacks = bounded<string, { readonly lack: HookLack; readonly until: Micros }>(mostChannels);
  const told = bounded<string, HookLack>(mostChannels);
  const dead = bounded<string, true>(mostChannels);
  const ours = bounded<string, string>(mostChannels);
  const making = new Map<string, Shared<Hook | HookLack>>();

  const keep = (hook: Hook): Hook => {
    hooks.set(hook.channelId, hook);
    ours.set(hook.id, hook.channelId);
    lacks.delete(hook.channelId);
    told.delete(hook.channelId);
    return hook;
  };

  const lack = (channelId: string, what: HookLack): HookLack => {
    lacks.set(channelId, { lack: what, until: clock.monotonic() + lackingFor });
    if (told.get(channelId) !== what) lacking(channelId, what);
    told.set(channelId, what);
    return what;
  };

  const known = (channelId: string) => {
    const standing = lacks.get(channelId);
    return standing !== undefined && standing.until > clock.monotonic() ? standing.lack : hooks.get(channelId);
  };

  /** What a refusal means for those who want a webhook; throws where it means that nothing can be said at all. */
  const lackIn = (channelId: string, outcome: Exclude<Outcome, { kind: 'answered' }>): HookLack => {
    if (outcome.kind === 'refused' && outcome.code === missingPermissions) return lack(channelId, 'manage-webhooks');
    if (outcome.kind === 'refused' && outcome.code === tooManyWebhooks) return lack(channelId, 'free-webhook');
    throw failureOf(outcome, channelId);
  };

  const find = async (channelId: string): Promise<Hook | HookLack | undefined> => {
    const route = `/channels/${channelId}/webhooks` as const;
    const outcome = await calls.insist({ method: 'GET', route, cause: `webhooks ${channelId}` });
    if (outcome.kind !== 'answered') return lackIn(channelId, outcome);
    return z
      .array(z.unknown())
      .catch([])
      .parse(outcome.body)
      .map(hookIn)
      .find(hook => hook !== undefined && hook.owner === applicationId() && dead.get(hook.id) === undefined);
  };

  const make = async (channelId: string): Promise<Hook | HookLack> => {
    const route = `/channels/${channelId}/webhooks` as const;
    const body = { name: ourName };
    const outcome = await calls.ask({ method: 'POST', route, body, cause: `webhooks ${channelId}` });
    if (outcome.kind !== 'answered') return lackIn(channelId, outcome);
    const hook = hookIn(outcome.body);
    if (hook === undefined)
      throw failureOf({ kind: 'unclear', why: 'what it said of a webhook cannot be read' }, channelId);
    return hook;
  };

  const findOrMake = async (channelId: string): Promise<Hook | HookLack> => {
    const found = (await find(channelId)) ?? (await make(channelId));
    return typeof found === 'string' ? found : keep({ id: found.id, token: found.token, channelId });
  };

  const once = (channelId: string, work: () => Promise<Hook | HookLack>): Promise<Hook | HookLack> => {
    const running = making.get(channelId) ?? shared<Hook | HookLack>();
    making.set(channelId, running);
    return running(work).finally(() => making.delete(channelId));
  };

  const forget = (hook: Hook) => {
    if (hooks.get(hook.channelId)?.id === hook.id) hooks.delete(hook.channelId);
  };

  return {
    async of(channelId, mayMake) {
      const already = known(channelId);
      if (already !== undefined) return already;
      if (mayMake === false) return lack(channelId, 'manage-webhooks');
      return once(channelId, () => findOrMake(channelId));
    },
    known,
    isOurs: webhookId => ours.get(webhookId) !== undefined,
    died(hook) {
      dead.set(hook.id, true);
      forget(hook);
    },
    moved: forget,
    stop: channelId => void lack(channelId, 'lasting-webhook'),
    changed(channelId) {
      hooks.delete(channelId);
      lacks.delete(channelId);
    },
    async rotate(webhookId) {
      const channelId = ours.get(webhookId);
      if (channelId === undefined || dead.get(webhookId) !== undefined) return;
      dead.set(webhookId, true);
      hooks.delete(channelId);
      const cause = `webhooks ${channelId}`;
      const outcome = await calls.insist({ method: 'DELETE', route: `/webhooks/${webhookId}`, cause });
      const isGone = outcome.kind === 'answered' || (outcome.kind === 'refused' && outcome.code === unknownWebhook);
      if (!isGone) throw failureOf(outcome, channelId);
      await once(channelId, () => findOrMake(channelId));
    },
  };
}

function hookIn(value: unknown): (Hook & { readonly owner: string }) | undefined {
  const read = hookSchema.safeParse(value);
  if (!read.success) return undefined;
  const { id, token, application_id: owner, channel_id: channelId } = read.data;
  return { id, token, channelId, owner };
}
