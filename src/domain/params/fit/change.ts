import type { ParamName, Params } from '../params.js';

/** What became of a parameter on its way to a model, and why. */
export type Note = {
  readonly name: ParamName;
  /** As it was set. Undefined where nobody had set it. */
  readonly value: unknown;
  readonly why: string;
};

/** Parameters, and what was changed about them until now. */
export type Fitted = { readonly params: Params; readonly notes: readonly Note[] };

/** Puts other values in place of some. Undefined leaves a parameter out. */
export function changed(fitted: Fitted, name: ParamName, params: Params, why: string): Fitted {
  const note = { name, value: fitted.params[name], why };
  return { params, notes: [...fitted.notes, note] };
}

/** The same parameters without one. */
export function without<Name extends ParamName>(params: Params, name: Name): Params {
  const { [name]: _, ...rest } = params;
  return rest;
}
