import type { Host } from './identity.js';

/** What there is to run a model on, for one person. */
export type Hosts = {
  /** What the personality asks for, if it asks. */
  readonly wished: string | null;
  readonly hasEndpoint: boolean;
  readonly hasSystemKey: boolean;
  /** Also one that is switched off: whoever had a key is told so, and not answered by a demo instead. */
  readonly hasOwnKey: boolean;
};

/** Where a model runs: where the personality wants it, else at the operator's endpoint, else where there is a key. */
export function hostOf({ wished, hasEndpoint, hasSystemKey, hasOwnKey }: Hosts): Host {
  const hasKey = hasOwnKey || hasSystemKey;
  if (wished === 'openrouter' && hasKey) return 'openrouter';
  if (hasEndpoint) return 'openai-compatible';
  return hasKey ? 'openrouter' : 'built-in';
}
