import type { Failure } from '../../calling/failure.js';
import { TzurotError } from '../../errors.js';

type Drawn = { readonly model: string; readonly pictures: readonly unknown[] };

/** Whether an answer ends before its end. */
export const isCut = ({ finish }: { readonly finish: string }): boolean => finish === 'length' || finish === 'filtered';

/** Says what of an answer cannot be seen: where it was cut, and what was drawn. */
export const lackingRemarks = ({ model, finish, pictures }: Drawn & { readonly finish: string }): string[] => [
  ...(finish === 'length' ? [`${model} had no room left, so the end is missing. Allow it more: max_tokens.`] : []),
  ...(finish === 'filtered' ? [`${model} was stopped by the rules of its provider, so the end may be missing.`] : []),
  ...(pictures.length > 0 ? [`${model} drew ${countOf(pictures)}, which cannot be shown here.`] : []),
];

const countOf = ({ length }: Drawn['pictures']) => (length === 1 ? 'a picture' : `${length} pictures`);

/** The error where nothing is left of an answer that can be shown. */
export const nothingSaid = ({ model, pictures }: Drawn): TzurotError =>
  new TzurotError(
    'unavailable',
    pictures.length > 0
      ? `The model ${model} drew and wrote nothing, and pictures cannot be shown here. Choose a model that writes.`
      : `The model ${model} gave an empty answer. Nothing was said; try again.`,
    { facts: { failure: 'empty' satisfies Failure } },
  );
