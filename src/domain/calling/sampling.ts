import type { Params } from '../params/params.js';

/** What is known of the model that takes them. Null: nobody lists its parameters. */
type Taker = { readonly id: string; readonly supported: readonly string[] | null };

/** Models whose temperature ends below the usual two. */
const coolest = [{ begins: 'anthropic/', longest: 1 }] as const;
const hottest = 2;
const most = { frequency_penalty: 2 } as const;
const warmer = 0.2;
const lessRepetitive = 0.3;

/** The same parameters, changed so that something else comes of them. Only what the model takes is changed. */
export function otherwise<P extends Params>(params: P, seed: number, { id, supported }: Taker): P {
  const takes = (name: string) => supported === null || supported.includes(name);
  const limit = coolest.find(({ begins }) => id.startsWith(begins))?.longest ?? hottest;
  const thinks = Object.hasOwn(params, 'reasoning');
  return {
    ...params,
    ...(takes('temperature') && !thinks && { temperature: raised(params.temperature ?? 1, warmer, limit) }),
    ...(takes('frequency_penalty') && {
      frequency_penalty: raised(params.frequency_penalty ?? 0, lessRepetitive, most.frequency_penalty),
    }),
    ...(takes('seed') && { seed }),
  };
}

/** Never lower than it was, and without the noise of binary fractions. */
const raised = (value: number, by: number, limit: number): number =>
  Math.max(value, Math.min(limit, Math.round((value + by) * 100) / 100));
