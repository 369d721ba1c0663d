import { pattern } from './faults.ts';

/** So many uses in so many seconds, for each channel, guild or webhook by itself. */
export type Limit = {
  readonly on: string;
  readonly uses: number;
  readonly seconds: number;
  readonly scope?: 'user' | 'shared';
};

export type Limits = {
  readonly routes?: readonly Limit[];
  /** Over everything but interactions. */
  readonly global?: { readonly uses: number; readonly seconds: number };
};

/** Near to what the real one has been seen to allow. */
export const usualLimits: Limits = {
  routes: [
    { on: 'POST /webhooks/:webhook/:token', uses: 5, seconds: 2 },
    { on: '* /webhooks/:webhook/:token/messages/:message', uses: 5, seconds: 2 },
    { on: 'POST /channels/:channel/messages', uses: 5, seconds: 5 },
    { on: 'PATCH /channels/:channel/messages/:message', uses: 5, seconds: 5 },
  ],
  global: { uses: 50, seconds: 1 },
};

/** How it stands with one bucket after one more use. */
export type Standing = {
  readonly isOver: boolean;
  readonly scope: 'user' | 'shared' | 'global';
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds. */
  readonly resetsAt: number;
  readonly bucket: string;
};

type Window = { used: number; resetsAt: number };

export function limiting({ routes = [], global }: Limits, now: () => number) {
  const rules = routes.map(rule => ({ ...rule, matches: pattern(rule.on) }));
  const windows = new Map<string, Window>();
  const use = (key: string, seconds: number, uses: number): Window => {
    const known = windows.get(key);
    const window = known && known.resetsAt > now() ? known : { used: 0, resetsAt: now() + seconds * 1000 };
    windows.set(key, window);
    if (window.used <= uses) window.used += 1;
    return window;
  };
  return (method: string, route: string, major: string): Standing | undefined => {
    const isInteraction = route.startsWith('/interactions/');
    if (global && !isInteraction) {
      const { used, resetsAt } = use('global', global.seconds, global.uses);
      if (used > global.uses)
        return { isOver: true, scope: 'global', limit: global.uses, remaining: 0, resetsAt, bucket: 'global' };
    }
    const at = rules.findIndex(rule => rule.matches.test(`${method} ${route}`));
    const rule = rules[at];
    if (rule === undefined) return undefined;
    const { used, resetsAt } = use(`${at}:${major}`, rule.seconds, rule.uses);
    const remaining = Math.max(0, rule.uses - used);
    return {
      isOver: used > rule.uses,
      scope: rule.scope ?? 'user',
      limit: rule.uses,
      remaining,
      resetsAt,
      bucket: `bucket-${at}`,
    };
  };
}

/** The headers that say so. */
export const headersOf = (standing: Standing, now: number): Record<string, string> => {
  const left = Math.max(0, standing.resetsAt - now) / 1000;
  return {
    ...(standing.scope === 'global'
      ? { 'x-ratelimit-global': 'true' }
      : {
          'x-ratelimit-limit': String(standing.limit),
          'x-ratelimit-remaining': String(standing.remaining),
          'x-ratelimit-reset': (standing.resetsAt / 1000).toFixed(3),
          'x-ratelimit-reset-after': left.toFixed(3),
          'x-ratelimit-bucket': standing.bucket,
        }),
    ...(standing.isOver ? { 'retry-after': String(Math.ceil(left)), 'x-ratelimit-scope': standing.scope } : {}),
  };
};
