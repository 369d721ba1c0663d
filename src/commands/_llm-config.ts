import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { App } from '../app.js';
import type { LlmConfig } from '../domain/llm-config/llm-config.js';
import { parsePatch, type Patch } from '../domain/personality/patch.js';
import { isoOf } from '../domain/time.js';
import { handleOf } from '../domain/user/user.js';

export const configArg = Args.string({ ignoreStdin: true, required: true, description: 'The name of a config.' });

export const globalFlag = {
  global: Flags.boolean({ default: false, description: 'Everybody’s. Only the owner of the home changes those.' }),
};

export const paramFlag = {
  param: Flags.string({
    multiple: true,
    helpValue: 'KEY=VALUE',
    description: 'A parameter, such as temperature=0.7 or reasoning.effort=high. An empty value takes it away.',
  }),
};

/** What is in a document about a config, for the descriptions of the commands. */
export const configKeys =
  'JSON: {id, name, isGlobal, ownerId (null for everybody’s), provider, model, fallbackModel, params, createdAt, updatedAt}';

export const whichOf = (name: string, flags: { readonly global: boolean }) => ({ name, isGlobal: flags.global });

/** The parameters that were named, as changes of a config. */
export const paramPatches = (params: readonly string[] | undefined): Patch[] =>
  (params ?? []).map(parsePatch).map(({ path, text }) => ({ path: `params.${path}`, text }));

/** Changes that flags of their own ask for. */
export const fieldPatches = (fields: Readonly<Record<string, string | undefined>>): Patch[] =>
  Object.entries(fields).flatMap(([path, text]) => (text === undefined ? [] : [{ path, text }]));

/** A config as the command line shows it. */
export async function shownConfig(app: App, config: LlmConfig) {
  const owner = config.ownerId === null ? undefined : await app.user.byId(config.ownerId);
  return {
    id: config.id,
    name: config.name,
    isGlobal: config.ownerId === null,
    ownerId: owner === undefined ? null : handleOf(owner),
    provider: config.provider,
    model: config.model,
    fallbackModel: config.fallbackModel,
    params: config.params,
    createdAt: isoOf(config.createdAt),
    updatedAt: isoOf(config.updatedAt),
  };
}

/** What the model of a config will not take. */
export const warningsOn = (app: App, userId: string, { provider, model, params }: LlmConfig): Promise<string[]> =>
  app.llmConfig.warningsOn({ userId, provider }, { model, params });
