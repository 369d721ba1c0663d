import { DiscordAPIError, DiscordjsError, DiscordjsErrorCodes, Events, Routes, type Client } from 'discord.js';
import { endingOf } from '../../domain/discord/closing.js';
import { tokenRefused } from '../../domain/discord/refusal.js';
import { TzurotError } from '../../domain/errors.js';
import type { Secret } from '../../domain/wallet/secret.js';
import type { Log } from '../../ports/log.js';
import type { Ears } from '../../ports/station.js';
import { inOurWords } from './asking.js';

type Heard = Pick<Ears, 'connected' | 'interrupted' | 'ended'>;

type Parts = { readonly client: Client; readonly token: Secret; readonly log: Log };

/** The connection itself: made once, made again by the client as often as it breaks, until it is over. */
export function connectionOf({ client, token, log }: Parts) {
  const down = new Set<number>();
  const failed = Promise.withResolvers<never>();
  const ready = Promise.withResolvers<void>();
  failed.promise.catch(() => {});
  let isReady = false;
  let isOver = false;

  const listen = (heard: Heard) => {
    client.on(Events.ClientReady, () => {
      isReady = true;
      ready.resolve();
      heard.connected({ resumed: false });
    });
    client.on(Events.ShardReady, shardId => {
      down.delete(shardId);
      if (isReady && !isOver) heard.connected({ resumed: false });
    });
    client.on(Events.ShardResume, shardId => {
      down.delete(shardId);
      if (isReady && !isOver) heard.connected({ resumed: true });
    });
    client.on(Events.ShardReconnecting, shardId => {
      if (down.has(shardId) || isOver) return;
      down.add(shardId);
      heard.interrupted(`The connection to Discord broke off (shard ${shardId}).`);
    });
    client.on(Events.ShardDisconnect, ({ code }) => {
      const error = endingOf(code) ?? new TzurotError('unavailable', `Discord ended the connection (${code}).`);
      if (isOver) return;
      const wasReady = isReady;
      isOver = true;
      failed.reject(error);
      if (!wasReady) return;
      heard.ended(error);
      void client.destroy();
    });
    client.on(Events.ShardError, (error, shardId) => log.warn('The connection to Discord failed.', { error, shardId }));
    client.on(Events.Error, error => log.warn('The client of Discord failed.', { error }));
  };

  return {
    isUp: (): boolean => isReady && !isOver && down.size === 0,
    /** As `Station.open`. Can be tried again as long as Discord could not be reached at all. */
    async open(heard: Heard): Promise<void> {
      await reached(client, token);
      listen(heard);
      try {
        await Promise.race([Promise.all([client.login(token.reveal()), ready.promise]), failed.promise]);
      } catch (error) {
        isOver = true;
        await client.destroy();
        throw (await whyItFailed(failed.promise)) ?? refused(error) ?? inOurWords(error);
      }
    },
    async close(): Promise<void> {
      isOver = true;
      failed.reject(new TzurotError('unavailable', 'The connection to Discord was closed before it was there.'));
      await client.destroy();
    },
  };
}

/** The client is used up when it fails to connect; so whether there is a line at all is asked before. */
async function reached(client: Client, token: Secret): Promise<void> {
  try {
    await client.rest.setToken(token.reveal()).get(Routes.gatewayBot());
  } catch (error) {
    throw isRefusal(error) ? refusedBeforehand() : inOurWords(error);
  }
}

/** The token was refused before there was a connection: the same to whoever has to mend it. */
const refusedBeforehand = (): TzurotError => tokenRefused({ closeCode: 4004 });

const isRefusal = (error: unknown): boolean => error instanceof DiscordAPIError && error.status === 401;

/** What was known before the client said in its own words that it failed. */
const whyItFailed = (failed: Promise<never>): Promise<TzurotError | undefined> =>
  Promise.race([failed, Promise.resolve(undefined)]).catch(error => (error instanceof TzurotError ? error : undefined));

const refused = (error: unknown): TzurotError | undefined =>
  error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid ? refusedBeforehand() : undefined;
