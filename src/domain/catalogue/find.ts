import type { Model } from './model.js';

const otherWays = new Set(['nitro', 'floor', 'online', 'thinking', 'extended', 'exacto']);

/**
 * The model that is meant: by its id, or by the lasting name of what is behind it. A suffix that only says how it is to
 * be reached leads to the model itself, which costs about the same; that something is free, never.
 */
export function find(models: readonly Model[], id: string): Model | undefined {
  const exact = named(models, id);
  const [base, variant] = split(id);
  return exact ?? (otherWays.has(variant) ? named(models, base) : undefined);
}

const named = (models: readonly Model[], id: string) =>
  models.find(model => model.id === id) ?? models.find(model => lastingName(model) === id);

/** Variants have the slug of their model in common, and the variant is a part of what they are called. */
function lastingName({ id, canonicalSlug }: Model): string | null {
  const [, variant] = split(id);
  return canonicalSlug === null || variant === '' || canonicalSlug.includes(':')
    ? canonicalSlug
    : `${canonicalSlug}:${variant}`;
}

function split(id: string): readonly [base: string, variant: string] {
  const at = id.lastIndexOf(':');
  return at < 0 ? [id, ''] : [id.slice(0, at), id.slice(at + 1)];
}
