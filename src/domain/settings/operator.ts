import { resolve, type Resolved } from './resolve.js';
import type { Saying, SettingKey } from './setting.js';

/** What the operator says, in the environment and in the config file. */
export type OperatorSettings = Readonly<Record<'environment' | 'file', ReadonlyMap<SettingKey, Saying>>>;

/** What holds for everybody, as far as the operator says. */
export const ofOperator = ({ environment, file }: OperatorSettings, key: SettingKey): Resolved =>
  resolve(key, { environment: environment.get(key), file: file.get(key) });
