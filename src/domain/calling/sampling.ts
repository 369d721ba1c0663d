import { takes, type Abilities } from '../params/fit/abilities.js';
import { isClaude } from '../params/fit/patterns.js';
import type { ParamName, Params } from '../params/params.js';

/** The model that takes them. Able is null where nobody knows what it takes. */
type Taker = { readonly id: string; readonly able: Abilities | null };

const hottest = { claude: 1, others: 2 } as const;
const most = { frequency_penalty: 2 } as const;
const warmer = 0.2;
const lessRepetitive = 0.3;

/** The same parameters, changed so that something else comes of them. Only what the model takes is changed. */
export function otherwise<P extends Params>(params: P, seed: number, { id, able }: Taker): P {
  const isTaken = (name: ParamName) => able === null || takes(able, name, params);
  const limit = isClaude(id) ? hottest.claude : hottest.others;
  const thinks = Object.hasOwn(params, 'reasoning');
  return {
    ...params,
    ...(isTaken('temperature') && !thinks && { temperature: raised(params.temperature ?? 1, warmer, limit) }),
    ...(isTaken('frequency_penalty') && {
      frequency_penalty: raised(params.frequency_penalty ?? 0, lessRepetitive, most.frequency_penalty),
    }),
    ...(isTaken('seed') && { seed }),
  };
}

/** Never lower than it was, and without the noise of binary fractions. */
const raised = (value: number, by: number, limit: number): number =>
  Math.max(value, Math.min(limit, Math.round((value + by) * 100) / 100));
