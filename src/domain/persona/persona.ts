import * as z from 'zod';
import { TzurotError } from '../errors.js';
import { misfitIn } from '../misfit.js';
import type { Patch } from '../personality/patch.js';
import { nearest } from '../text/nearest.js';
import type { Persona } from '../user/user.js';

const line = z
  .string()
  .max(200)
  .regex(/^(?=.*\S)[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'This is one line, and not empty.');

/** What a person may write about who they are. */
const personaFormSchema = z.strictObject({
  name: line,
  pronouns: line.nullable(),
  about: z.string().min(1).max(100_000).nullable(),
});

export type PersonaForm = Readonly<z.infer<typeof personaFormSchema>>;

const fields: readonly string[] = personaFormSchema.keyof().options;

/** A person of whom only the name is known. */
export const blankForm = (name: string): PersonaForm => ({ name, pronouns: null, about: null });

/** Who somebody is who is all of these at times: the one chosen here, else the default one, else nobody in particular. */
export const personaAmong = (own: readonly Persona[], chosen: string | null = null): Persona | null =>
  own.find(({ id }) => id === chosen) ?? own.find(({ isDefault }) => isDefault) ?? null;

export const formOf = ({ name, pronouns, about }: Persona): PersonaForm => ({ name, pronouns, about });

/** A form as a person filled it in, or a sentence that says what does not fit. */
export function parseForm(form: unknown): PersonaForm {
  const parsed = personaFormSchema.safeParse(form, { error: misfitIn });
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new TzurotError('invalid', `This will not do for a persona, so nothing was changed. ${issues.join('; ')}`);
}

/** Changes fields one after the other. An empty text takes a field away. */
export const patchedForm = (form: PersonaForm, patches: readonly Patch[]): PersonaForm =>
  patches.reduce((changed, { path, text }) => {
    if (!fields.includes(path)) throw unknownField(path);
    if (path === 'name' && text === '') throw new TzurotError('invalid', '“name” cannot be taken away.');
    return parseForm({ ...changed, [path]: text === '' ? null : text });
  }, parseForm(form));

function unknownField(path: string): TzurotError {
  const near = nearest(path, fields);
  const hint = near === undefined ? `There are: ${fields.join(', ')}.` : `Did you mean “${near}”?`;
  return new TzurotError('invalid', `A persona has no field “${path}”. ${hint}`);
}
