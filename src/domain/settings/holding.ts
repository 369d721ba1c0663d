import type { HeldParams } from '../params/tiers.js';
import type { Resolved } from './resolve.js';
import type { SettingKey } from './setting.js';

/** Everything that holds for a person with a personality. */
export type Holding = {
  readonly setting: (key: SettingKey) => Resolved;
  readonly params: HeldParams;
  /** Where the model is to run, as whoever chose it says. Null: wherever it can. */
  readonly provider: string | null;
};
