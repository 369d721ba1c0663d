import type { Params } from '../params/params.js';

/** A parameter of the model, and who set it. */
export type Chosen = { readonly name: string; readonly value: unknown; readonly from: string };

/** The parameters of a personality, and in their place those that a person has with it alone. */
export function chosenParams(personality: Params, override: Params): Chosen[] {
  const chosen = new Map<string, Chosen>();
  for (const [from, params] of [
    ['personality', personality],
    ['person-personality', override],
  ] as const)
    // prettier-ignore
    for (const [name, value] of Object.entries(params)) chosen.set(name, { name, value, from });
  return [...chosen.values()];
}
