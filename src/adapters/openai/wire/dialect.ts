import { isClaude } from '../../../domain/params/fit/patterns.js';

/** What services that speak nearly the same language do not have in common. */
export type Dialect = {
  /** What they call the longest answer. */
  readonly longestAnswer: 'max_tokens' | 'max_completion_tokens';
  /** Whether figures at the end of a stream must be asked for. */
  readonly asksForUsage: boolean;
  /** Whether a request may say who may run it, how long it thinks, and what it thought before. */
  readonly isRouted: boolean;
  /** Whether it must be said to a model up to where a prompt stays the same. */
  readonly marksSteady: (modelId: string) => boolean;
  /** In what form vectors are asked for. They may come in another. */
  readonly vectors: 'base64' | 'float';
};

const openRouter: Dialect = {
  longestAnswer: 'max_completion_tokens',
  asksForUsage: false,
  isRouted: true,
  marksSteady: isClaude,
  vectors: 'base64',
};

const plain: Dialect = {
  longestAnswer: 'max_tokens',
  asksForUsage: true,
  isRouted: false,
  marksSteady: () => false,
  vectors: 'float',
};

export const dialectOf = (provider: string): Dialect => (provider === 'openrouter' ? openRouter : plain);

/** Nobody but OpenRouter understands these, and some refuse what they do not understand. */
export const routedOnly = [
  'provider', 'plugins', 'models', 'route', 'transforms', 'include_reasoning', 'image_config', 'session_id',
  'cache_control', 'metadata', 'service_tier',
] as const; // prettier-ignore

/** Nobody may mark more places than that up to which a prompt stays the same. */
export const mostBreakpoints = 4;
