import { fold } from '../text/fold.js';
import type { Model } from './model.js';
import { isFree } from './price.js';
import { canThink } from './thinking.js';

/** Which models somebody looks for. */
export type Search = {
  /** Every word of it stands in the id or in the name. */
  readonly text?: string | undefined;
  readonly isFree?: boolean | undefined;
  readonly sees?: boolean | undefined;
  readonly thinks?: boolean | undefined;
};

/** The models that fit, the newest first. */
export function searched(models: readonly Model[], { text = '', isFree: free, sees, thinks }: Search): Model[] {
  const words = fold(text).split(/\s+/).filter(word => word !== ''); // prettier-ignore
  const fits = (model: Model) =>
    words.every(word => fold(`${model.id} ${model.name}`).includes(word)) &&
    (free !== true || isFree(model)) &&
    (sees !== true || model.inputs.includes('image')) &&
    (thinks !== true || canThink(model) === true);
  return models.filter(fits).toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0) || (a.id < b.id ? -1 : 1));
}
