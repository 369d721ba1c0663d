import type { Buckets, Claim } from '../../ports/buckets.js';
import type { Clock } from '../../ports/clock.js';
import { TzurotError } from '../errors.js';
import type { OperatorSettings } from '../settings/actions.js';
import { resolve, textOf } from '../settings/resolve.js';
import type { SettingKey } from '../settings/setting.js';
import { isoOf, type Micros } from '../time.js';
import { localSecond } from '../user/timezone.js';
import { parseRate } from './bucket.js';

export type LimitPorts = {
  readonly buckets: Buckets;
  readonly clock: Clock;
  readonly operatorSettings: OperatorSettings;
};

/** What there are limits for. Each is a setting, as `limits.person`. */
export type LimitKind = 'person' | 'channel' | 'fuse' | 'wallet';

export type May =
  | { readonly ok: true }
  /** First: whoever it concerns has not been told for a while, and is to be told now. */
  | { readonly ok: false; readonly kind: LimitKind; readonly freeAt: Micros; readonly isFirst: boolean };

/** Whether somebody may ask something of a personality now. If so, it counts. */
export async function mayAsk(
  ports: LimitPorts,
  { userId, channelId }: { readonly userId: string; readonly channelId: string },
): Promise<May> {
  return taking(ports, [claimFor(ports, 'person', userId), claimFor(ports, 'channel', channelId)]);
}

/** Whether one more answer may go into a channel. If so, it counts. When it may not, something goes round in circles. */
export const mayAnswer = (ports: LimitPorts, channelId: string): Promise<May> =>
  taking(ports, [claimFor(ports, 'fuse', channelId)]);

/** Whether somebody may change their keys once more. If so, it counts. */
export const mayChangeKeys = (ports: LimitPorts, userId: string): Promise<May> =>
  taking(ports, [claimFor(ports, 'wallet', userId)]);

async function taking({ buckets, clock }: LimitPorts, claims: readonly (Claim | undefined)[]): Promise<May> {
  const taken = await buckets.take(claims.filter(claim => claim !== undefined), clock.now()); // prettier-ignore
  if (taken.ok) return taken;
  const { claim, freeAt, isFirst } = taken;
  return { ok: false, kind: kinds.find(kind => kind === claim.kind) ?? 'person', freeAt, isFirst };
}

const kinds = ['person', 'channel', 'fuse', 'wallet'] as const satisfies readonly LimitKind[];

/** Nothing where there is no limit. */
function claimFor({ operatorSettings }: LimitPorts, kind: LimitKind, subject: string): Claim | undefined {
  const key = `limits.${kind}` as const satisfies SettingKey;
  const file = operatorSettings.file.get(key);
  const rate = parseRate(textOf(resolve(key, file === undefined ? {} : { file })) ?? '');
  return rate && { kind, subject, rate };
}

const words: Readonly<Record<LimitKind, string>> = {
  person: 'You are asking faster than it can be answered.',
  channel: 'More is being asked here than can be answered.',
  fuse: 'So many answers came here within a short time that something may be going round in circles.',
  wallet: 'You have changed your keys often enough for now.',
};

/** What a person is told who has to wait. */
export const tooOften = ({ kind, freeAt }: Extract<May, { ok: false }>, timezone: string): TzurotError =>
  new TzurotError('conflict', `${words[kind]} Try again at ${localSecond(freeAt, timezone)}.`, {
    facts: { limit: 'rate', kind, freeAt: isoOf(freeAt) },
  });
