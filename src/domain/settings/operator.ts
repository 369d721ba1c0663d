import type { Saying, SettingKey } from './setting.js';

/** What the operator says, in the environment and in the config file. */
export type OperatorSettings = Readonly<Record<'environment' | 'file', ReadonlyMap<SettingKey, Saying>>>;
