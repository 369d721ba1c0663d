import type { Params } from '../../../params/params.js';
import { paramsIn } from '../../../params/read.js';
import { numberAt, type Bounds } from './numbers.js';
import { giveUp, remark, type Reading } from './reading.js';
import { pathsOf } from './sketch-fields.js';

const most = Number.MAX_SAFE_INTEGER;

const bounds: readonly (readonly [keyof Params, Bounds])[] = [
  ['temperature', { min: 0, max: 2 }],
  ['top_p', { min: 0, max: 1 }],
  ['top_k', { min: 0, max: most, isWhole: true }],
  ['frequency_penalty', { min: -2, max: 2 }],
  ['presence_penalty', { min: -2, max: 2 }],
  ['repetition_penalty', { min: 0, max: 2 }],
  ['min_p', { min: 0, max: 1 }],
  ['top_a', { min: 0, max: 1 }],
];

/** The `engine_*` numbers. Null means that a number is not set, and then it is absent. */
export function readParams(reading: Reading): Params {
  const set = bounds.map(([name, limits]) => [name, numberAt(reading, pathsOf(`engine_${name}`), limits)] as const);
  const all = [...set, ['max_tokens', maxTokens(reading)] as const].filter(([, value]) => typeof value === 'number');
  const { params, odd } = paramsIn(Object.fromEntries(all));
  for (const { name, why } of odd) giveUp(reading, `engine_${name}`, 'odd_parameter', `cannot be used: ${why}`);
  return params;
}

/** Here 0 and less are how people write “no limit”, so the nearest possible number would be the worst. */
function maxTokens(reading: Reading) {
  const paths = pathsOf('engine_max_tokens');
  const number = numberAt(reading, paths, { min: 0, max: most, isWhole: true });
  if (number !== 0) return number;
  remark(
    reading,
    'engine_max_tokens',
    'info',
    'no_limit',
    'A longest answer of 0 tokens or less is taken for no limit.',
  );
  return undefined;
}
