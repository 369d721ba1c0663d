import { TzurotError } from '../errors.js';
import { nearest } from '../text/nearest.js';
import type { Micros } from '../time.js';

/** Whose keys people may bring. */
export const providers = ['openrouter', 'elevenlabs', 'openai-compatible'] as const;
export type Provider = (typeof providers)[number];

/** What they are called in sentences. */
export const providerNames = {
  openrouter: 'OpenRouter',
  elevenlabs: 'ElevenLabs',
  'openai-compatible': 'the endpoint',
} as const satisfies Readonly<Record<Provider, string>>;

/** A word that somebody may have meant as a provider. Anything else, and whatever is as long as a key, may be one. */
const word = /^(?!sk[-_])[A-Za-z][A-Za-z_-]{0,14}$/;

/** A provider by its name. What is none is not repeated, unless it is a plain word. */
export function parseProvider(text: string): Provider {
  const found = providers.find(provider => provider === text.trim().toLowerCase());
  if (found !== undefined) return found;
  const near = nearest(text.slice(0, 40).toLowerCase(), providers);
  const what = word.test(text) ? `no provider “${text}”` : 'no such provider';
  const hint = near === undefined ? `They are ${providers.join(', ')}.` : `Did you mean “${near}”?`;
  throw new TzurotError('invalid', `There is ${what}. ${hint}`, { try: 'wallet --help' });
}

/** A person's own key, sealed. Nothing in it opens anything. */
export type SealedKey = {
  /** New with each key, so that nothing sealed for an earlier one opens in its place. */
  readonly id: string;
  readonly userId: string;
  readonly provider: Provider;
  /** The one address to which a key for an endpoint of the operator's may go. Null where the provider has its own. */
  readonly endpoint: string | null;
  /** Its last four characters. */
  readonly fingerprint: string;
  readonly sealed: string;
  /** Refused: its provider did not take it any more. It is not tried again. */
  readonly state: 'active' | 'refused';
  readonly createdAt: Micros;
  readonly lastUsedAt: Micros | null;
  readonly failedAt: Micros | null;
  readonly refusedAt: Micros | null;
};
