import type * as z from 'zod';
import { TzurotError } from '../errors.js';
import { misfitIn } from '../misfit.js';
import { nearest } from '../text/nearest.js';
import { definitions, isSettingKey, settingKeys, type Saying, type SettingKey } from './setting.js';

/** A setting's name, or a sentence with the one that was probably meant. */
export function parseSettingKey(text: string): SettingKey {
  if (isSettingKey(text)) return text;
  const near = nearest(text, settingKeys);
  const hint = near === undefined ? '' : ` Did you mean “${near}”?`;
  throw new TzurotError('invalid', `There is no setting “${text}”.${hint}`, { try: 'config list' });
}

/** What a text says for a setting: `off`, or a value within its bounds. */
export function parseSaying(key: SettingKey, text: string): Saying {
  const { canBeOff, schema } = definitions[key];
  if (text === 'off') {
    if (canBeOff) return { state: 'off' };
    throw new TzurotError('invalid', `“${key}” cannot be off. \`config unset ${key}\` goes back to what it inherits.`);
  }
  return { state: 'value', value: parseTyped(schema, text, key) };
}

/** A setting that may stand in the config file. Refuses those that only the environment may say. */
export function parseFileKey(text: string): SettingKey {
  const key = parseSettingKey(text);
  const { tiers, environment } = definitions[key];
  if (tiers.some(tier => tier === 'file')) return key;
  throw new TzurotError(
    'invalid',
    `“${key}” is set in the environment only, as ${environment.join(' or ')}: a key is sent there.`,
    { try: `config explain ${key}` },
  );
}

/** A value written as text: as it stands where the schema takes text, else as JSON. */
export function parseTyped<T>(schema: z.ZodType<T>, text: string, name: string): T {
  const plain = schema.safeParse(text);
  if (plain.success) return plain.data;
  const structured = schema.safeParse(fromJson(text), { error: misfitIn });
  if (structured.success) return structured.data;
  const issue = structured.error.issues[0]?.message ?? 'It does not fit.';
  throw new TzurotError('invalid', `“${text}” will not do for “${name}”: ${issue}`);
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
