import { TzurotError } from '../../errors.js';
import { withoutSlash } from '../../text/address.js';
import { providerNames, type Provider, type SealedKey } from '../key.js';

/** The endpoint of the operator's, and where it is said. */
export type OwnEndpoint = { readonly url: string; readonly from: 'environment' | 'file' };

/**
 * The one address to which a key may go; null where the provider has its own. What stands in a file that can be edited
 * in passing gets a key only over https, or on this machine.
 */
export function endpointFor(provider: Provider, own: OwnEndpoint | null): string | null {
  if (provider !== 'openai-compatible') return null;
  if (own === null)
    throw new TzurotError('invalid', 'No endpoint of your own is set, so there is nothing that a key could be for.', {
      try: 'config set llm.url URL',
    });
  const url = new URL(own.url);
  if (own.from === 'file' && url.protocol !== 'https:' && !isThisMachine(url.hostname)) {
    throw new TzurotError(
      'invalid',
      `A key is not sent to ${url.host} over plain http, where anybody on the way could read it. Use https, or set TZUROT_LLM_URL if that is what you want.`,
      { try: 'config explain llm.url' },
    );
  }
  return addressOf(own);
}

/** Whether a key may go to where its provider is now. */
export const isBound = (key: Pick<SealedKey, 'provider' | 'endpoint'>, own: OwnEndpoint | null): boolean =>
  key.endpoint === null || (own !== null && key.endpoint === addressOf(own));

/** Refuses to let a key go anywhere but where it was meant to go when it was stored. */
export function assertBound(key: Pick<SealedKey, 'provider' | 'endpoint'>, own: OwnEndpoint | null): void {
  const now = endpointFor(key.provider, own);
  if (now === key.endpoint) return;
  throw new TzurotError(
    'denied',
    `This key was stored for ${key.endpoint ?? providerNames[key.provider]}, and the endpoint is ${now ?? 'another'} now. It is not sent there.`,
    { try: `wallet set ${key.provider}` },
  );
}

function addressOf({ url }: OwnEndpoint): string {
  const { origin, pathname } = new URL(url);
  return withoutSlash(origin + pathname);
}

const isThisMachine = (host: string) => /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(host);
