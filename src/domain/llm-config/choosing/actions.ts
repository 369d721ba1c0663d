import { knownModels, type CataloguePorts } from '../../catalogue/actions.js';
import { find } from '../../catalogue/find.js';
import { TzurotError } from '../../errors.js';
import { fitted } from '../../params/fit/fit.js';
import { abilitiesAt, type Abilities } from '../../params/fit/abilities.js';
import type { Params } from '../../params/params.js';
import { sendable, type Sendable } from '../../params/sendable.js';
import type { Personality } from '../../personality/personality.js';
import { answerTokensOf, holding, modelOf as operatorsModel, type SettingPorts } from '../../settings/actions.js';
import { numberOf, sourceOf, textOf, type Resolved } from '../../settings/resolve.js';
import { nearest } from '../../text/nearest.js';
import type { User } from '../../user/user.js';
import { hostFor, type BillingPorts } from '../../wallet/billing/actions.js';
import type { Host } from '../../wallet/billing/identity.js';
import { configNamed } from '../llm-config.js';

export type ChoosingPorts = SettingPorts & CataloguePorts & BillingPorts;

/** What answers a person as a personality from now on. */
export type Choice = {
  /** The config that says it. Null: the model was chosen by itself, or by nobody. */
  readonly config: string | null;
  readonly model: string | null;
  /** Who said so, in words. */
  readonly from: string;
  /** What the model will not take of the parameters that hold. */
  readonly warnings: readonly string[];
};

/** Chooses a config, or a model by itself, for one person with one personality. */
export async function chooseModel(
  ports: ChoosingPorts,
  user: User,
  personality: Personality,
  name: string,
): Promise<Choice> {
  const place = { userId: user.id, personalityId: personality.id };
  const config = configNamed(await ports.llmConfigs.seenBy(user.id), name);
  if (config !== undefined) {
    await ports.settings.write(place, 'llm.config', { state: 'value', value: config.name }, 'llm.model');
  } else {
    await ports.settings.write(
      place,
      'llm.model',
      { state: 'value', value: await aModel(ports, user, name) },
      'llm.config',
    );
  }
  return choiceOf(ports, user, personality);
}

/** Back to what is inherited, also from what an import brought. False if nothing was chosen. */
export async function resetModel(
  ports: ChoosingPorts,
  user: User,
  personality: Personality,
): Promise<Choice & { readonly changed: boolean }> {
  const place = { userId: user.id, personalityId: personality.id };
  const removed = [await ports.settings.unset(place, 'llm.config'), await ports.settings.unset(place, 'llm.model')];
  const override = await ports.users.override(user.id, personality.id);
  const isImported = override !== undefined && override.model !== null;
  if (isImported) await ports.users.putOverride({ ...override, model: null });
  return { ...(await choiceOf(ports, user, personality)), changed: isImported || removed.includes(true) };
}

/** What answers a person as a personality. */
async function choiceOf(ports: ChoosingPorts, user: User, personality: Personality): Promise<Choice> {
  const { setting, params, provider } = await holding(ports, { user, personality });
  const said = setting('llm.model');
  const model = textOf(said);
  if (model === null) return { config: null, model, from: 'default', warnings: [] };
  const place = { userId: user.id, provider };
  const warnings = await warningsOn(ports, place, { model, params: params.params });
  return { config: said.config, model, from: sourceOf(said), warnings };
}

/** Where the model of a personality runs for a person, whoever chose it. */
export async function hostWith(ports: ChoosingPorts, user: User, personality: Personality): Promise<Host> {
  const { provider } = await holding(ports, { user, personality });
  return hostFor(ports, user.id, { llm: { provider } });
}

/** What the model of a personality will not take of its own parameters, in sentences. */
export async function warningsAbout(ports: ChoosingPorts, userId: string, { llm }: Personality): Promise<string[]> {
  const model = llm.model ?? operatorsModel(ports);
  return model === null ? [] : warningsOn(ports, { userId, provider: llm.provider }, { model, params: llm.params });
}

/** What a model will not take, in sentences. Nothing where nothing is known of it. */
export async function warningsOn(
  ports: ChoosingPorts,
  { userId, provider }: { readonly userId: string; readonly provider: string | null },
  { model, params }: { readonly model: string; readonly params: Params },
): Promise<string[]> {
  const able = await abilitiesOf(ports, { userId, provider }, model);
  const { notes } = fitted(params, able, { answerTokens: answerTokensOf(ports) });
  return notes.filter(({ value }) => value !== undefined).map(({ name, why }) => `${name}: ${why}`);
}

/** Where nothing is there yet to run a model on, it is taken for one of those that are listed. */
async function abilitiesOf(
  ports: ChoosingPorts,
  { userId, provider }: { readonly userId: string; readonly provider: string | null },
  model: string,
): Promise<Abilities | null> {
  const host = await hostFor(ports, userId, { llm: { provider } });
  const listed = find(await knownModels(ports), model);
  return abilitiesAt(host === 'built-in' ? 'openrouter' : host, model, listed);
}

/** The parameters that hold for a person with a personality, and what becomes of each on its way to the model. */
export async function explainParams(
  ports: ChoosingPorts,
  { user, personality }: { readonly user: User; readonly personality?: Personality | undefined },
): Promise<Sendable & { readonly model: Resolved }> {
  const { setting, params, provider } = await holding(ports, { user, personality });
  const model = setting('llm.model');
  const id = textOf(model);
  const able = id === null ? null : await abilitiesOf(ports, { userId: user.id, provider }, id);
  const length = setting('llm.maxTokens');
  const answer = { value: numberOf(length), from: length.from };
  return { ...sendable({ ...params, answer }, able), model };
}

/** A model by the name its provider knows. One that is not listed is believed when it looks like one. */
async function aModel(ports: ChoosingPorts, user: User, name: string): Promise<string> {
  const id = name.trim();
  const listed = await knownModels(ports);
  if (/^[^\s/]+\/\S+$/.test(id) || find(listed, id) !== undefined) return id;
  const configs = await ports.llmConfigs.seenBy(user.id);
  const near = nearest(id, [...configs.map(config => config.name), ...listed.map(model => model.id)]);
  const hint = near === undefined ? '' : ` Did you mean “${near}”?`;
  throw new TzurotError('not_found', `There is neither a config nor a model “${id}”.${hint}`, {
    try: 'model list --search TEXT',
  });
}
