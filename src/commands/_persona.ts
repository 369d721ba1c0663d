import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { Persona } from '../domain/user/user.js';

export const personaArg = Args.string({ ignoreStdin: true, required: true, description: 'A name, or an id.' });

export const setPersonaFlag = {
  set: Flags.string({
    multiple: true,
    helpValue: 'FIELD=VALUE',
    description: 'A field and its value: name, pronouns or about. An empty value takes it away.',
  }),
};

/** A persona as the command line shows it. */
export const shownPersona = ({ id, name, pronouns, about, isDefault }: Persona) => ({
  id,
  name,
  pronouns,
  about,
  isDefault,
});
