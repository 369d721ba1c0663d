import { providerNames, providers } from '../../../domain/wallet/key.js';
import type { OptionShape } from '../../../domain/interaction/asked.js';

export const providerOption: OptionShape = {
  name: 'provider',
  description: 'Whose key it is.',
  kind: 'text',
  isRequired: true,
  choices: providers.map(value => ({
    name: value === 'openai-compatible' ? 'endpoint of this home' : providerNames[value],
    value,
  })),
};
