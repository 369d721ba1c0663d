import * as z from 'zod';
import { TzurotError } from '../errors.js';
import { paramsSchema } from '../params/params.js';
import { patchedAs, type Patch } from '../personality/patch.js';
import { nameKey } from '../personality/words.js';
import { nearest } from '../text/nearest.js';
import type { Micros } from '../time.js';

const text = (max: number) => z.string().min(1).max(max);

/** What a config says. Null, like a parameter that is absent, means: whatever the tiers below say. */
export const configFormSchema = z.strictObject({
  model: text(300),
  fallbackModel: text(300).nullable(),
  provider: z.enum(['openrouter', 'openai-compatible']).nullable(),
  params: paramsSchema,
});

export type ConfigForm = Readonly<z.infer<typeof configFormSchema>>;

/** A named choice of a model, and of how it answers: a person’s own, or everybody’s where nobody is its owner. */
export type LlmConfig = ConfigForm & {
  readonly id: string;
  readonly ownerId: string | null;
  /** As it was typed. One owner has no two whose folded forms are the same. */
  readonly name: string;
  readonly createdAt: Micros;
  readonly updatedAt: Micros;
};

export const patchedConfig = (form: ConfigForm, patches: readonly Patch[]): ConfigForm =>
  patchedAs(configFormSchema, 'A config', form, patches);

/** The part that people write. */
export const configFormOf = ({ model, fallbackModel, provider, params }: ConfigForm): ConfigForm => ({
  model,
  fallbackModel,
  provider,
  params,
});

/** A slash would make a name look like a model. */
const nameSchema = text(60).regex(/^[^\p{Cc}\p{Zl}\p{Zp}/]+$/u);

export function parseConfigName(typed: string): string {
  const name = typed.trim();
  if (nameSchema.safeParse(name).success && nameKey(name) !== '') return name;
  throw new TzurotError(
    'invalid',
    `“${typed}” cannot be the name of a config. One is a line of at most 60 characters, without a slash.`,
  );
}

/** The one that somebody means by a name: their own, else everybody’s. */
export function configNamed<Config extends Pick<LlmConfig, 'name' | 'ownerId'>>(
  configs: readonly Config[],
  name: string,
): Config | undefined {
  const called = configs.filter(config => nameKey(config.name) === nameKey(name));
  return called.find(({ ownerId }) => ownerId !== null) ?? called[0];
}

/** Says that there is none of this name, and which one was probably meant. */
export function noConfig(name: string, configs: readonly Pick<LlmConfig, 'name'>[]): TzurotError {
  const names = configs.map(config => config.name);
  const near = nearest(name, names);
  const hint = near === undefined ? '' : ` Did you mean “${near}”?`;
  return new TzurotError('not_found', `There is no config “${name}”.${hint}`, { try: 'llm-config list' });
}
