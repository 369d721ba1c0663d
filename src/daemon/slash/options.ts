import { TzurotError } from '../../domain/errors.js';
import type { OptionShape } from '../../domain/interaction/asked.js';
import type { Use } from './command.js';

/** A text that a command cannot do without. */
export function textOf({ options }: Pick<Use, 'options'>, name: string): string {
  const value = options.get(name);
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  throw new TzurotError('invalid', `The option “${name}” is missing.`);
}

export const personalityOption = (description: string): OptionShape => ({
  name: 'personality',
  description,
  kind: 'text',
  isRequired: true,
  isCompleted: true,
});
