import { judgeAvatars, type AvatarTrial } from './avatars.js';
import {
  judgeApplication, judgeChannels, judgeIntents, judgeOwner, judgePersonalities, judgeServers, judgeSkew, judgeToken,
  judgeWebhooks,
} from './judge.js'; // prettier-ignore
import type { Judgement } from './judgement.js';
import type { DiscordSight } from './sight.js';

type SetupCheck = Judgement & {
  readonly id:
    | 'token'
    | 'clock'
    | 'application'
    | 'intents'
    | 'servers'
    | 'permissions'
    | 'webhooks'
    | 'avatars'
    | 'owner'
    | 'personalities';
};

/** What is so in the home. */
export type Household = {
  readonly ownerId: string | null;
  readonly personalities: readonly { readonly isPublic: boolean }[];
};

/** Everything that has to be right before personalities speak on Discord, in the order in which one sets it up. */
export const setupChecks = (
  sight: DiscordSight,
  trials: readonly AvatarTrial[],
  shards: number | 'auto',
  { ownerId, personalities }: Household,
): readonly SetupCheck[] => [
  { id: 'token', ...judgeToken(sight) },
  { id: 'clock', ...judgeSkew(sight) },
  { id: 'application', ...judgeApplication(sight.application) },
  { id: 'intents', ...judgeIntents(sight.application) },
  { id: 'servers', ...judgeServers(sight, shards) },
  { id: 'permissions', ...judgeChannels(sight) },
  { id: 'webhooks', ...judgeWebhooks(sight) },
  { id: 'avatars', ...judgeAvatars(trials) },
  { id: 'owner', ...judgeOwner(ownerId, sight.application) },
  { id: 'personalities', ...judgePersonalities(personalities) },
];
