import type { Said } from '../../domain/inbox/said.js';
import type { Secret } from '../../domain/wallet/secret.js';
import type { ChatSurface } from '../../ports/chat.js';
import type { Clock } from '../../ports/clock.js';
import type { Egress } from '../../ports/egress.js';
import type { Hash } from '../../ports/hash.js';
import type { Log } from '../../ports/log.js';
import type { Picture } from '../../ports/personalities.js';
import type { Ears, Station } from '../../ports/station.js';
import { knownPlaces } from './known-places.js';
import { addressWay } from './speaking/avatars/address.js';
import { avatars } from './speaking/avatars/avatars.js';
import { emojiWay } from './speaking/avatars/emoji.js';
import { vaultWay } from './speaking/avatars/vault.js';
import { callsTo } from './speaking/calling/calls.js';
import { discordChat, type DiscordChatNeeds } from './speaking/chat.js';
import { discordStation } from './station.js';

type Around = { readonly clock: Clock; readonly log: Log; readonly egress: Egress; readonly hash: Hash };

type Settings = {
  readonly token: Secret;
  readonly apiUrl: string;
  readonly cdnUrl: string;
  readonly shards: 'auto' | number;
  /** A channel in which pictures may be kept. */
  readonly vaultChannel: string | null;
  /** Where the home's pictures can be seen by everybody. */
  readonly publicUrl: string | null;
  readonly picture: (sha256: string) => Promise<Picture | undefined>;
  readonly drafted: NonNullable<DiscordChatNeeds['drafted']>;
};

export type Stage = { readonly station: Station; readonly chat: ChatSurface };

/** Discord as a place to hear and to speak. Nothing is connected before the station is opened. */
export function openStage(around: Around, settings: Settings): Stage {
  const { clock, log, egress, hash } = around;
  const { token, apiUrl, cdnUrl, shards, vaultChannel, publicUrl, picture, drafted } = settings;
  const listening: { ears: Ears | null } = { ears: null };
  const calls = callsTo({ apiUrl, token, clock });
  const station = discordStation(around, {
    token,
    apiUrl,
    shards,
    echo: message => chat.heard(message),
    webhooksChanged: channelId => chat.webhooksChanged(channelId),
  });
  const us = () => ({
    applicationId: station.client.application?.id ?? '0',
    accountId: station.client.user?.id ?? '0',
  });
  const ways = [
    ...(publicUrl === null ? [] : [addressWay(publicUrl)]),
    emojiWay({ calls, applicationId: () => us().applicationId, picture, cdnUrl }),
    ...(vaultChannel === null ? [] : [vaultWay({ calls, channelId: vaultChannel, picture })]),
  ];
  const chat = discordChat({
    calls,
    clock,
    hash,
    log,
    egress,
    apiUrl,
    us,
    channels: knownPlaces(station.places, () => us().accountId),
    avatars: avatars(ways, clock, log),
    reading: { quote: station.quote, recent: station.recent },
    lacking: (channelId, lack) => listening.ears?.lacking(channelId, lack),
    drafted,
  });
  /** Whoever writes to us directly may be written to. */
  const met = (said: Said): Said => {
    if (said.where.venue.kind === 'dm') chat.opened(said.author.accountId);
    return said;
  };
  return {
    chat,
    station: {
      ...station,
      open(ears) {
        listening.ears = ears;
        return station.open({ ...ears, said: said => ears.said(met(said)) });
      },
      async close() {
        await station.close();
        calls.close();
      },
    },
  };
}
