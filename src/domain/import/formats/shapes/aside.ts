import type { MemoryFound } from '../../found.js';

type SetAside = NonNullable<MemoryFound['aside']>;

export const archived = (code: string, why: string): SetAside => ({ fate: 'archived', code, why });

export const quarantined = (code: string, why: string, help: string): SetAside => ({
  fate: 'quarantined',
  code,
  why,
  try: help,
});

export const deletedAtSource = archived('deleted_at_source', 'It was deleted where it comes from.');
