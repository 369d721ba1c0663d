import { settingsIn, type Config } from '../config.js';
import { replaceFile } from '../adapters/files/write.js';
import type { Saying, SettingKey } from '../domain/settings/setting.js';

/** Writes what the operator sets, beside what stands in the config file by now. */
export function writeOperatorSetting({ paths }: Config, key: SettingKey, saying: Saying): void {
  const written = new Map(Object.entries(settingsIn(paths.config)));
  if (saying.state === 'inherit') written.delete(key);
  else written.set(key, saying.state === 'value' ? saying.value : saying.state);
  replaceFile(paths.config, `${JSON.stringify(Object.fromEntries(written), null, 2)}\n`);
}
