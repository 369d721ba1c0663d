import type { JsonObject } from './wire.ts';

/** An answer that is none of ours. */
export type Answer =
  | 'hang'
  | 'reset'
  /** Half of it, and then the connection breaks. */
  | 'cut'
  /** A status that says all is well, and a body nobody can read. */
  | 'malformed'
  | {
      readonly status: number;
      readonly code?: number;
      readonly message?: string;
      /** Instead of the usual JSON: as it is, or as JSON. */
      readonly body?: string | JsonObject;
      readonly headers?: Readonly<Record<string, string>>;
    };

/** What goes wrong with a request: before anything was done, or after it was. */
export type Fault = { readonly before: Answer } | { readonly after: Answer } | { readonly slowBy: number };

export type Rule = {
  /** `POST /webhooks/:webhook/:token`, `POST *`, or a piece of the real address such as `* /channels/123/*`. */
  readonly on: string;
  readonly fault: Fault;
  /** How often; forever, when left out. */
  readonly times?: number;
  /** How many such requests pass first. */
  readonly skip?: number;
  /** In how many of all cases, from 0 to 1. */
  readonly chance?: number;
};

export type Faults = {
  add(...rules: readonly Rule[]): void;
  /** The next one such request, or the next few. */
  next(on: string, fault: Fault, times?: number): void;
  clear(): void;
  take(method: string, route: string, path: string): Fault | undefined;
};

/** What is to go wrong on REST. With the same seed and the same requests, the same goes wrong. */
export function faults(seed: number): Faults {
  const random = numbers(seed);
  const rules: { rule: Rule; matches: RegExp; left: number; skip: number }[] = [];
  const add = (...all: readonly Rule[]) => {
    for (const rule of all) {
      rules.push({ rule, matches: pattern(rule.on), left: rule.times ?? Infinity, skip: rule.skip ?? 0 });
    }
  };
  return {
    add,
    next: (on, fault, times = 1) => add({ on, fault, times }),
    clear: () => void rules.splice(0),
    take(method, route, path) {
      for (const each of rules) {
        if (each.left <= 0 || !(each.matches.test(`${method} ${route}`) || each.matches.test(`${method} ${path}`)))
          continue;
        if (each.skip > 0) each.skip -= 1;
        else if (each.rule.chance === undefined || random() < each.rule.chance) {
          each.left -= 1;
          return each.rule.fault;
        }
      }
      return undefined;
    },
  };
}

/** A star stands for anything. */
export const pattern = (text: string): RegExp =>
  new RegExp(`^${text.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*')}$`);

/** Too many requests, in each of the ways in which that was ever said. */
export const tooMany = ({
  retryAfter = 1,
  scope = 'user',
  form = 'json',
}: {
  readonly retryAfter?: number;
  readonly scope?: 'user' | 'shared' | 'global';
  /** `html` is what stands before Discord says, not Discord; `bare` has no header at all. */
  readonly form?: 'json' | 'html' | 'bare';
} = {}): Answer => {
  const body = { message: 'You are being rate limited.', retry_after: retryAfter, global: scope === 'global' };
  if (form === 'html')
    return {
      status: 429,
      body: '<html><title>Access denied | error 1015</title></html>',
      headers: { 'retry-after': String(retryAfter) },
    };
  if (form === 'bare') return { status: 429, body };
  return {
    status: 429,
    body,
    headers: {
      'retry-after': String(Math.ceil(retryAfter)),
      'x-ratelimit-scope': scope,
      ...(scope === 'global' ? { 'x-ratelimit-global': 'true' } : { 'x-ratelimit-reset-after': String(retryAfter) }),
    },
  };
};

function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
