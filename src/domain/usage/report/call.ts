import type { Micros } from '../../time.js';
import { paid, type UsageRow } from '../usage.js';
import type { NanoUsd } from '../money.js';

/** One request to a model, as people follow it while it happens. */
export type Call = {
  readonly id: string;
  readonly at: Micros;
  readonly user: string;
  /** Empty where it belonged to no personality. */
  readonly personality: string;
  readonly model: string;
  readonly state: UsageRow['state'];
  readonly tokensIn: number;
  readonly tokensOut: number;
  readonly costNanoUsd: NanoUsd;
  readonly estimated: boolean;
};

type Names = { readonly user: string; readonly personality: string };

export const callOf = ({ id, openedAt, model, state, spent }: UsageRow, names: Names): Call => ({
  ...names,
  id,
  at: openedAt,
  model,
  state,
  tokensIn: spent?.tokensIn ?? 0,
  tokensOut: spent?.tokensOut ?? 0,
  costNanoUsd: spent === null ? 0 : paid(spent),
  estimated: spent?.estimated ?? false,
});
