import { TzurotError } from '../../errors.js';
import { providerNames, type Provider } from '../key.js';
import { Secret } from '../secret.js';

const shortest = 16;
const longest = 512;
const fingerprintLength = 4;

/** What people copy along with a key: quotes, what it is assigned to, the word before it in a header. */
const wrappings: readonly RegExp[] = [
  /^"(.*)"$/s,
  /^'(.*)'$/s,
  /^`(.*)`$/s,
  /^[“”„](.*)[“”]$/s,
  /^[‘’‚](.*)[‘’]$/s,
  /^(?:export\s+)?[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+=(.*)$/s,
  /^(?:authorization:\s*)?bearer\s+(.*)$/is,
  /^xi-api-key:\s*(.*)$/is,
];
const mostWrappings = 6;

const invisible = /[\u200b-\u200d\u2060\ufeff]/g;

function unwrapped(text: string, wrappingsLeft: number): string {
  const bare = text.replace(invisible, '').trim();
  const inside = wrappings.map(wrapping => wrapping.exec(bare)?.[1]).find(found => found !== undefined);
  return inside === undefined || wrappingsLeft === 0 ? bare : unwrapped(inside, wrappingsLeft - 1);
}

/** The key in what somebody typed or pasted. Refuses what cannot be one, without repeating it. */
export function spelledKey(typed: Secret): Secret {
  const key = unwrapped(typed.reveal(), mostWrappings);
  const fault = faultOf(key);
  if (fault === undefined) return new Secret(key);
  throw new TzurotError('invalid', `That is no key: ${fault}. Copy it again, whole and alone.`, {
    facts: { length: key.length },
  });
}

function faultOf(key: string): string | undefined {
  if (key === '') return 'there is nothing in it';
  if (/\s/.test(key)) return 'there is white space in the middle of it';
  if (key.length < shortest) return `it has ${key.length} characters, and keys have at least ${shortest}`;
  if (key.length > longest) return `it has more than ${longest} characters`;
  return /^[\x21-\x7e]+$/.test(key) ? undefined : 'there is a character in it that no key has';
}

/** So much of a key that its owner can tell it from others. */
export const fingerprintOf = (key: Secret): string => key.reveal().slice(-fingerprintLength);

/** How the keys of a provider begin, and what those look like that begin otherwise. */
const beginnings = {
  openrouter: { begins: 'sk-or-', pattern: /^sk-or-/ },
  elevenlabs: { begins: 'sk_', pattern: /^(?:sk_|[0-9a-f]{32}$)/ },
  'openai-compatible': null,
} as const;

/** What is strange about a key that may be good all the same. */
export function oddityOf(provider: Provider, key: Secret): string | undefined {
  const beginning = beginnings[provider];
  if (beginning === null || beginning.pattern.test(key.reveal())) return undefined;
  return `Keys of ${providerNames[provider]} begin with ${beginning.begins}, and this one does not. It may belong somewhere else.`;
}
