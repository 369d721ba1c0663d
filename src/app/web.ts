import type { Station } from '../ports/station.js';
import { sqliteGallery } from '../adapters/sqlite/gallery.js';
import { TzurotError } from '../domain/errors.js';
import type { Foundation } from './foundation.js';

/** What this program is seen by from outside. */
export type Web = AsyncDisposable & { readonly address: string };

/**
 * Listens for requests until the signal, where the operator wants that; null where not. Throws `unavailable` where it
 * cannot. The server is loaded only here.
 */
export async function webOver(
  { config, db, log }: Pick<Foundation, 'config' | 'db' | 'log'>,
  station: Station | null,
  signal: AbortSignal,
): Promise<Web | null> {
  if (config.http === null) return null;
  const { openWeb } = await import('../adapters/web/server.js');
  const gallery = sqliteGallery(db);
  const isWell = async () => (await canRead(gallery)) && (station === null || station.state().isConnected);
  const { address, close } = await openWeb({ gallery, isWell, log }, { ...config.http, publicUrl: config.publicUrl });
  log.info('Listening for requests', { address });
  const closing = () => void close();
  signal.addEventListener('abort', closing, { once: true });
  return {
    address,
    async [Symbol.asyncDispose]() {
      signal.removeEventListener('abort', closing);
      await close();
    },
  };
}

async function canRead({ look }: Pick<ReturnType<typeof sqliteGallery>, 'look'>): Promise<boolean> {
  try {
    await look();
    return true;
  } catch (error) {
    if (error instanceof TzurotError) return false;
    throw error;
  }
}
