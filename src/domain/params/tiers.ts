import type { Params } from './params.js';

/** Parameters, and in words who set them. */
export type ParamTier = { readonly from: string; readonly params: Params };

/** The parameters that hold, each with who set it. */
export type HeldParams = { readonly params: Params; readonly from: ReadonlyMap<string, string> };

/** Each parameter from the nearest tier that sets it. The nearest tier comes first. */
export function nearestParams(tiers: readonly ParamTier[]): HeldParams {
  const farthestFirst = tiers.toReversed();
  return {
    params: farthestFirst.reduce<Params>((held, { params }) => ({ ...held, ...params }), {}),
    from: new Map(farthestFirst.flatMap(({ from, params }) => Object.keys(params).map(name => [name, from] as const))),
  };
}
