import type { Spent } from '../../src/domain/usage/usage.js';
import type { Generations } from '../../src/ports/generations.js';

export type FakeGenerations = Generations & { readonly asked: readonly string[] };

/** A provider that remembers some requests. Of an error it throws it. */
export function fakeGenerations(known: Readonly<Record<string, Spent | Error>> = {}): FakeGenerations {
  const asked: string[] = [];
  return {
    asked,
    async find(provider, generationId) {
      if (provider !== 'openrouter') return undefined;
      asked.push(generationId);
      const found = Object.hasOwn(known, generationId) ? known[generationId] : undefined;
      if (found instanceof Error) throw found;
      return found;
    },
  };
}
