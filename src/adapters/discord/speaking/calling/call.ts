/** One thing that Discord is asked for. */
export type Call = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly route: `/${string}`;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: unknown;
  readonly files?: readonly { readonly name: string; readonly data: Uint8Array; readonly type: string }[];
  /** The route itself says who asks: it holds the token of a webhook. */
  readonly isByWebhook?: boolean;
  /** What is asked under the same cause fails together: it waits together, and is given up together. */
  readonly cause: string;
  /** How long it may wait for its turn. */
  readonly patienceMs?: number;
};
