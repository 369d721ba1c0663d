import type { LlmConfigs } from '../../ports/llm-configs.js';
import type { Personalities } from '../../ports/personalities.js';
import type { SettingPlace, Settings } from '../../ports/settings.js';
import type { Users } from '../../ports/users.js';
import { TzurotError } from '../errors.js';
import { configNamed, noConfig } from '../llm-config/llm-config.js';
import { nearestParams, type ParamTier } from '../params/tiers.js';
import type { Personality } from '../personality/personality.js';
import type { User } from '../user/user.js';
import { parseSaying, parseSettingKey } from './parse.js';
import type { Holding } from './holding.js';
import { ofOperator, type OperatorSettings } from './operator.js';
import { numberOf, resolve, sourceOf, textOf, type Resolved } from './resolve.js';
import { definitions, settingKeys, type Saying, type SettingKey } from './setting.js';
import { chosenConfigs, sayingsOf, type ChosenConfigs, type Said } from './tiers.js';

export type { OperatorSettings };

export type SettingPorts = {
  readonly settings: Settings;
  readonly users: Users;
  readonly personalities: Personalities;
  readonly llmConfigs: LlmConfigs;
  readonly operatorSettings: OperatorSettings;
};

/** For whom something is resolved. Without a personality, or without a person, their tiers say nothing. */
export type Subject = { readonly user?: User | undefined; readonly personality?: Personality | undefined };

/** The model the operator chose for everybody. */
export const modelOf = ({ operatorSettings }: Pick<SettingPorts, 'operatorSettings'>): string | null =>
  textOf(ofOperator(operatorSettings, 'llm.model'));

/** How long an answer may get, where nobody says more. */
export const answerTokensOf = ({ operatorSettings }: Pick<SettingPorts, 'operatorSettings'>): number =>
  numberOf(ofOperator(operatorSettings, 'llm.maxTokens'));

/** Everything that holds for a person with a personality, by key. */
export async function settle(ports: SettingPorts, subject: Subject): Promise<ReadonlyMap<SettingKey, Resolved>> {
  const of = settingIn(await said(ports, subject));
  return new Map(settingKeys.map(key => [key, of(key)]));
}

/** The same, with what holds for the model that answers. */
export async function holding(ports: SettingPorts, subject: Subject): Promise<Holding> {
  const all = await said(ports, subject);
  const setting = settingIn(all);
  const provider = providerIn(all.chosen, setting('llm.model')) ?? subject.personality?.llm.provider ?? null;
  return { setting, params: nearestParams(paramTiers(all)), provider };
}

/** What holds for one setting, and why. */
export async function explain(ports: SettingPorts, name: string, subject: Subject): Promise<Resolved> {
  const key = parseSettingKey(name);
  return settingIn(await said(ports, subject))(key);
}

/** Sets something for a person, everywhere or with one personality. */
export async function choose(ports: SettingPorts, place: SettingPlace, name: string, text: string): Promise<Saying> {
  const key = personalKey(name, place);
  const saying = await sayingFor(ports, place.userId, key, text);
  if (saying.state !== 'inherit') await ports.settings.write(place, key, saying);
  return saying;
}

/** What a text says for a setting of a person’s, or of everybody’s. A config must be there, and is named as it is called. */
export async function sayingFor(
  ports: Pick<SettingPorts, 'llmConfigs'>,
  userId: string | null,
  key: SettingKey,
  text: string,
): Promise<Saying> {
  const saying = parseSaying(key, text);
  if (key !== 'llm.config' || saying.state !== 'value') return saying;
  const configs = await ports.llmConfigs.seenBy(userId);
  const config = configNamed(configs, text);
  if (config === undefined) throw noConfig(text, configs);
  return { state: 'value', value: config.name };
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

async function said(ports: SettingPorts, { user, personality }: Subject): Promise<Said> {
  const operator = ports.operatorSettings;
  const inGeneral = user && (await ports.settings.read({ userId: user.id, personalityId: null }));
  const withThisOne =
    user && personality && (await ports.settings.read({ userId: user.id, personalityId: personality.id }));
  const override = user && personality && (await ports.users.override(user.id, personality.id));
  const configs = await ports.llmConfigs.seenBy(user?.id ?? null);
  const chosen = chosenConfigs({ inGeneral, withThisOne, operator }, configs);
  return { user, personality, inGeneral, withThisOne, override, operator, chosen };
}

const settingIn =
  (all: Said): Holding['setting'] =>
  key =>
    resolve(key, sayingsOf(all, key));

/** Whoever tells a model by a config tells also where it runs. */
function providerIn(chosen: ChosenConfigs, model: Resolved): string | null {
  if (model.config === null) return null;
  const tier = (['person-personality', 'person', 'file'] as const).find(each => each === model.from);
  return (tier && chosen[tier]?.provider) ?? null;
}

function paramTiers({ personality, override, chosen }: Said): ParamTier[] {
  const inConfig = (from: keyof ChosenConfigs): ParamTier[] => {
    const config = chosen[from];
    return config === undefined ? [] : [{ from: sourceOf({ from, config: config.name }), params: config.params }];
  };
  return [
    ...inConfig('person-personality'),
    { from: 'person-personality', params: override?.params ?? {} },
    ...inConfig('person'),
    { from: 'personality', params: personality?.llm.params ?? {} },
    ...inConfig('file'),
  ];
}
