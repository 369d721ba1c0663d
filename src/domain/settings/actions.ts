import type { Personalities } from '../../ports/personalities.js';
import type { SettingPlace, Settings } from '../../ports/settings.js';
import type { Users } from '../../ports/users.js';
import { TzurotError } from '../errors.js';
import type { Personality } from '../personality/personality.js';
import type { User } from '../user/user.js';
import { parseSaying, parseSettingKey } from './parse.js';
import { resolve, textOf, type Resolved, type Sayings } from './resolve.js';
import { definitions, settingKeys, type Saying, type SettingKey } from './setting.js';

/** What the operator says, in the environment and in the config file. */
export type OperatorSettings = Readonly<Record<'environment' | 'file', ReadonlyMap<SettingKey, Saying>>>;

export type SettingPorts = {
  readonly settings: Settings;
  readonly users: Users;
  readonly personalities: Personalities;
  readonly operatorSettings: OperatorSettings;
};

/** For whom something is resolved. Without a personality, or without a person, their tiers say nothing. */
export type Subject = { readonly user?: User | undefined; readonly personality?: Personality | undefined };

/** The model the operator chose for everybody. */
export function modelOf({ operatorSettings }: Pick<SettingPorts, 'operatorSettings'>): string | null {
  const { environment, file } = operatorSettings;
  const sayings = { environment: environment.get('llm.model'), file: file.get('llm.model') };
  return textOf(resolve('llm.model', present(sayings)));
}

/** Everything that holds for a person with a personality, by key. */
export async function settle(ports: SettingPorts, subject: Subject): Promise<ReadonlyMap<SettingKey, Resolved>> {
  const sayings = await sayingsFor(ports, subject);
  return new Map(settingKeys.map(key => [key, resolve(key, sayings(key))]));
}

/** What holds for one setting, and why. */
export async function explain(ports: SettingPorts, name: string, subject: Subject): Promise<Resolved> {
  const key = parseSettingKey(name);
  const sayings = await sayingsFor(ports, subject);
  return resolve(key, sayings(key));
}

/** Sets something for a person, everywhere or with one personality. */
export async function choose(ports: SettingPorts, place: SettingPlace, name: string, text: string): Promise<Saying> {
  const key = personalKey(name, place);
  const saying = parseSaying(key, text);
  if (saying.state !== 'inherit') await ports.settings.write(place, key, saying);
  return saying;
}

/** Goes back to what is inherited. False if nothing was chosen. */
export async function unchoose(ports: SettingPorts, place: SettingPlace, name: string): Promise<boolean> {
  return ports.settings.unset(place, personalKey(name, place));
}

function personalKey(name: string, place: SettingPlace): SettingKey {
  const key = parseSettingKey(name);
  const tier = place.personalityId === null ? 'person' : 'person-personality';
  if (key !== 'timezone' && definitions[key].tiers.some(each => each === tier)) return key;
  const hint = key === 'timezone' ? 'user timezone' : `config set ${key}`;
  throw new TzurotError('invalid', `“${key}” cannot be set for one person.`, { try: hint });
}

async function sayingsFor(ports: SettingPorts, { user, personality }: Subject) {
  const inGeneral = user && (await ports.settings.read({ userId: user.id, personalityId: null }));
  const withThisOne =
    user && personality && (await ports.settings.read({ userId: user.id, personalityId: personality.id }));
  const override = user && personality && (await ports.users.override(user.id, personality.id));
  return (key: SettingKey): Sayings =>
    present({
      'person-personality': withThisOne?.get(key) ?? (key === 'llm.model' ? said(override?.model) : undefined),
      person: key === 'timezone' ? said(user?.timezone) : inGeneral?.get(key),
      personality: personality && ownSaying(personality, key),
      environment: ports.operatorSettings.environment.get(key),
      file: ports.operatorSettings.file.get(key),
    });
}

function ownSaying({ llm, isStateless }: Personality, key: SettingKey): Saying | undefined {
  if (key === 'llm.model') return said(llm.model);
  if (key === 'history.messages') return said(llm.limits.historyMessages);
  if (key === 'memory') return isStateless ? { state: 'off' } : undefined;
  if (key !== 'recall.memories') return undefined;
  return llm.limits.memoryMax === 0 ? { state: 'off' } : said(llm.limits.memoryMax);
}

const said = (value: unknown): Saying | undefined =>
  value === null || value === undefined ? undefined : { state: 'value', value };

const present = (sayings: Readonly<Record<string, Saying | undefined>>): Sayings =>
  Object.fromEntries(Object.entries(sayings).filter(([, saying]) => saying !== undefined));
