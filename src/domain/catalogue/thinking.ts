import type { Model } from './model.js';

/** Whether a model thinks before it answers. Null: nobody says. */
export function canThink({ supportedParameters, reasoning }: Pick<Model, 'supportedParameters' | 'reasoning'>) {
  if (reasoning !== null || supportedParameters?.includes('reasoning') === true) return true;
  return supportedParameters === null ? null : false;
}
