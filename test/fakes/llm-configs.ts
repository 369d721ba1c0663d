import { TzurotError } from '../../src/domain/errors.js';
import type { LlmConfig } from '../../src/domain/llm-config/llm-config.js';
import { nameKey } from '../../src/domain/personality/words.js';
import type { ConfigUses, LlmConfigs } from '../../src/ports/llm-configs.js';
import { demand, drop, emptyState, type State } from './state.js';

type Choice = {
  readonly key: string;
  readonly place: { readonly userId: string; readonly personalityId: string | null };
};

export function fakeLlmConfigs(state: State = emptyState()): LlmConfigs {
  const { llmConfigs, settings } = state;
  const all = () => [...llmConfigs.values()];

  const means = (config: LlmConfig, userId: string, name: unknown) => {
    const called = all().filter(each => nameKey(each.name) === nameKey(String(name)));
    return (
      (called.find(({ ownerId }) => ownerId === userId) ?? called.find(({ ownerId }) => ownerId === null)) === config
    );
  };

  const choicesOf = (config: LlmConfig): Choice[] =>
    [...settings.values()].filter(
      ({ key, place, setting }) =>
        key === 'llm.config' && setting.state === 'value' && means(config, place.userId, setting.value),
    );

  return {
    async seenBy(userId) {
      return all()
        .filter(({ ownerId }) => ownerId === null || ownerId === userId)
        .toSorted((a, b) => (placeIn(a) < placeIn(b) ? -1 : 1));
    },
    async create(config) {
      if (config.ownerId !== null) demand(state, { userId: config.ownerId });
      if (all().some(each => each.ownerId === config.ownerId && nameKey(each.name) === nameKey(config.name)))
        throw new TzurotError('conflict', `There is a config “${config.name}” already.`);
      llmConfigs.set(config.id, config);
    },
    async update(config, readAt) {
      const before = llmConfigs.get(config.id);
      if (before === undefined) throw new TzurotError('not_found', `There is no config “${config.name}”.`);
      if (before.updatedAt !== readAt) throw new TzurotError('conflict', `“${config.name}” was changed meanwhile.`);
      llmConfigs.set(config.id, config);
    },
    async usesOf(id) {
      const config = llmConfigs.get(id);
      return counted(config === undefined ? [] : choicesOf(config));
    },
    async remove(id) {
      const config = llmConfigs.get(id);
      if (config === undefined) return undefined;
      const chosen = choicesOf(config);
      drop(settings, each => chosen.some(choice => choice === each));
      llmConfigs.delete(id);
      return counted(chosen);
    },
  };
}

const placeIn = ({ name, ownerId }: LlmConfig) => `${nameKey(name)}\0${ownerId === null ? 1 : 0}`;

const counted = (choices: readonly Choice[]): ConfigUses => ({
  everywhere: choices.filter(({ place }) => place.personalityId === null).length,
  withPersonality: choices.filter(({ place }) => place.personalityId !== null).length,
});
