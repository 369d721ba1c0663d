import type { Model } from '../../catalogue/model.js';
import type { Host } from '../../wallet/billing/identity.js';
import type { ParamName, Params } from '../params.js';
import { patterns } from './patterns.js';

/** What a model can do, as far as it matters here. */
export type Abilities = Pick<
  Model,
  'id' | 'supportedParameters' | 'reasoning' | 'inputs' | 'outputs' | 'longestAnswerTokens'
>;

/** What is known of a model, where it runs. At an endpoint of one’s own nobody knows anything. */
export function abilitiesAt(host: Host, id: string, listed: Model | undefined): Abilities | null {
  if (host !== 'openrouter') return null;
  return listed === undefined
    ? { id, supportedParameters: null, reasoning: null, inputs: [], outputs: [], longestAnswerTokens: null }
    : { ...listed, id };
}

/** What is not the model’s business but its provider’s, and what every model takes. */
const always: ReadonlySet<string> = new Set<ParamName>([
  'max_tokens', 'provider', 'plugins', 'service_tier', 'modalities', 'image_config', 'reasoning',
]); // prettier-ignore

/** Under which names the list of models has a parameter. */
function listedAs(name: ParamName, params: Params): readonly string[] {
  if (name !== 'response_format') return [name];
  return params.response_format?.type === 'json_schema' ? ['structured_outputs'] : ['response_format'];
}

/** Whether a model takes a parameter. Where nobody says, it does, unless models of its name are known not to. */
export function takes(able: Abilities, name: ParamName, params: Params): boolean {
  if (always.has(name)) return true;
  if (able.supportedParameters === null) return !isKnownToRefuse(able, name);
  return listedAs(name, params).some(word => able.supportedParameters?.includes(word));
}

/** Whether the length of its thoughts can be limited in tokens. */
export function takesBudget(able: Abilities): boolean {
  if (able.reasoning !== null) return able.reasoning.takesMaxTokens;
  return able.supportedParameters === null && !isKnownToRefuse(able, 'reasoning.max_tokens');
}

const isKnownToRefuse = ({ id }: Abilities, name: string) =>
  patterns.some(({ like, refuses }) => like.test(id) && refuses.includes(name));
