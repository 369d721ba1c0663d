import { configNamed, type LlmConfig } from '../llm-config/llm-config.js';
import type { Personality } from '../personality/personality.js';
import type { Override, User } from '../user/user.js';
import type { OperatorSettings } from './operator.js';
import type { Sayings } from './resolve.js';
import type { Saying, SettingKey } from './setting.js';

/** Everything that tiers say anything from, as it was read. What is absent says nothing. */
export type Said = {
  readonly user: User | undefined;
  readonly personality: Personality | undefined;
  readonly withThisOne: ReadonlyMap<string, Saying> | undefined;
  readonly inGeneral: ReadonlyMap<string, Saying> | undefined;
  readonly override: Override | undefined;
  readonly operator: OperatorSettings;
  readonly chosen: ChosenConfigs;
};

/** The configs that are chosen, by who chose them. A name that is nobody’s any more chooses nothing. */
export type ChosenConfigs = Readonly<Record<'person-personality' | 'person' | 'file', LlmConfig | undefined>>;

export function chosenConfigs(
  { withThisOne, inGeneral, operator }: Pick<Said, 'withThisOne' | 'inGeneral' | 'operator'>,
  configs: readonly LlmConfig[],
): ChosenConfigs {
  const everybodys = configs.filter(({ ownerId }) => ownerId === null);
  return {
    'person-personality': configSaid(withThisOne, configs),
    person: configSaid(inGeneral, configs),
    file: configSaid(operator.file, everybodys),
  };
}

function configSaid(sayings: ReadonlyMap<string, Saying> | undefined, configs: readonly LlmConfig[]) {
  const saying = sayings?.get('llm.config');
  return saying?.state === 'value' && typeof saying.value === 'string' ? configNamed(configs, saying.value) : undefined;
}

/** What each tier says about a setting. What is said of it by itself comes before what a config says. */
export function sayingsOf(all: Said, key: SettingKey): Sayings {
  const { user, personality, withThisOne, inGeneral, override, operator, chosen } = all;
  const imported = key === 'llm.model' ? said(override?.model) : undefined;
  return {
    'person-personality': withThisOne?.get(key) ?? inConfig(chosen['person-personality'], key) ?? imported,
    person: key === 'timezone' ? said(user?.timezone) : (inGeneral?.get(key) ?? inConfig(chosen.person, key)),
    personality: personality && ownSaying(personality, key),
    environment: operator.environment.get(key),
    file: operator.file.get(key) ?? inConfig(chosen.file, key),
  };
}

function inConfig(config: LlmConfig | undefined, key: SettingKey): Saying | undefined {
  if (config === undefined || (key !== 'llm.model' && key !== 'llm.fallback')) return undefined;
  const value = key === 'llm.model' ? config.model : config.fallbackModel;
  return value === null ? undefined : { state: 'value', value, config: config.name };
}

function ownSaying({ llm, isStateless }: Personality, key: SettingKey): Saying | undefined {
  if (key === 'memory') return isStateless ? { state: 'off' } : undefined;
  if (key === 'recall.memories' && llm.limits.memoryMax === 0) return { state: 'off' };
  return said(ownValues(llm)[key]);
}

const ownValues = ({ model, fallbackModel, limits }: Personality['llm']): Partial<Record<SettingKey, unknown>> => ({
  'llm.model': model,
  'llm.fallback': fallbackModel,
  'history.messages': limits.historyMessages,
  'recall.memories': limits.memoryMax,
  'recall.turns': limits.recallTurns,
  'references.messages': limits.referencedMessages,
  'references.mentions': limits.mentions,
  'references.channels': limits.channels,
  'references.roles': limits.roles,
});

const said = (value: unknown): Saying | undefined =>
  value === null || value === undefined ? undefined : { state: 'value', value };
