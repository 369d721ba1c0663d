import type { Clock } from '../../ports/clock.js';
import type { Entropy } from '../../ports/entropy.js';
import type { ConfigUses, LlmConfigs } from '../../ports/llm-configs.js';
import { TzurotError } from '../errors.js';
import { idBytes, idOf } from '../id.js';
import type { Actor } from '../personality/actions.js';
import type { Patch } from '../personality/patch.js';
import { nameKey } from '../personality/words.js';
import {
  configFormOf,
  configNamed,
  noConfig,
  parseConfigName,
  patchedConfig,
  type ConfigForm,
  type LlmConfig,
} from './llm-config.js';

export type LlmConfigPorts = { readonly llmConfigs: LlmConfigs; readonly clock: Clock; readonly entropy: Entropy };

/** Which config is meant: by its name, and everybody’s where somebody says so. */
export type Which = { readonly name: string; readonly isGlobal: boolean };

/** A config that somebody sees. A global one is hidden where they have one of their own of the same name. */
export type SeenConfig = LlmConfig & { readonly isHidden: boolean };

/** One’s own and everybody’s, by name. */
export async function list({ llmConfigs }: LlmConfigPorts, { userId }: Actor): Promise<SeenConfig[]> {
  const all = await llmConfigs.seenBy(userId);
  const own = new Set(all.filter(({ ownerId }) => ownerId !== null).map(({ name }) => nameKey(name)));
  return all.map(config => ({ ...config, isHidden: config.ownerId === null && own.has(nameKey(config.name)) }));
}

/** By its name: one’s own, else everybody’s. */
export async function find({ llmConfigs }: LlmConfigPorts, { userId }: Actor, which: Which): Promise<LlmConfig> {
  const configs = await llmConfigs.seenBy(which.isGlobal ? null : userId);
  const found = configNamed(configs, which.name);
  if (found === undefined) throw noConfig(which.name, configs);
  return found;
}

/** The same, for somebody who wants to change it. */
async function findOwn(ports: LlmConfigPorts, actor: Actor, which: Which): Promise<LlmConfig> {
  const config = await find(ports, actor, which);
  if (config.ownerId === null) assertOwner(actor);
  return config;
}

export async function create(
  ports: LlmConfigPorts,
  actor: Actor,
  which: Which,
  { model, patches }: { readonly model: string; readonly patches: readonly Patch[] },
): Promise<LlmConfig> {
  if (which.isGlobal) assertOwner(actor);
  const now = ports.clock.now();
  const blank: ConfigForm = { model, fallbackModel: null, provider: null, params: {} };
  const config: LlmConfig = {
    ...patchedConfig(blank, patches),
    id: idOf(ports.entropy.bytes(idBytes)),
    ownerId: which.isGlobal ? null : actor.userId,
    name: parseConfigName(which.name),
    createdAt: now,
    updatedAt: now,
  };
  await ports.llmConfigs.create(config);
  return config;
}

/** Changes single fields. */
export async function edit(
  ports: LlmConfigPorts,
  actor: Actor,
  which: Which,
  patches: readonly Patch[],
): Promise<LlmConfig> {
  const config = await findOwn(ports, actor, which);
  const updatedAt = Math.max(ports.clock.now(), config.updatedAt + 1);
  const changed = { ...config, ...patchedConfig(configFormOf(config), patches), updatedAt };
  await ports.llmConfigs.update(changed, config.updatedAt);
  return changed;
}

/** What a removal would take with it. */
export async function preview(ports: LlmConfigPorts, actor: Actor, which: Which) {
  const config = await findOwn(ports, actor, which);
  return { config, uses: await ports.llmConfigs.usesOf(config.id) };
}

/** Removes a config. Wherever it was chosen, what lies below holds at once. */
export async function remove(ports: LlmConfigPorts, actor: Actor, which: Which): Promise<ConfigUses> {
  const config = await findOwn(ports, actor, which);
  const uses = await ports.llmConfigs.remove(config.id);
  if (uses === undefined) throw noConfig(which.name, []);
  return uses;
}

function assertOwner({ isOwner }: Actor): void {
  if (!isOwner)
    throw new TzurotError('denied', 'Only the owner of this home makes, changes and removes configs for everybody.');
}
