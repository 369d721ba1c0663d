import type { Memory } from '../../src/domain/memory/memory.js';
import { mayRecall } from '../../src/domain/memory/scope.js';
import { termsOf } from '../../src/domain/memory/terms.js';
import type { Memories } from '../../src/ports/memories.js';
import { demand, emptyState, type State } from './state.js';

const isOf = ({ userId, others = [] }: Memory, wanted: string) => userId === wanted || others.includes(wanted);

export function fakeMemories(state: State = emptyState()): Memories {
  const { memories } = state;

  return {
    async add(memory) {
      demand(state, memory);
      if (!memories.has(memory.id)) memories.set(memory.id, memory);
    },
    async find(id) {
      return memories.get(id);
    },
    async list({ personalityId, userId, limit }) {
      return [...memories.values()]
        .filter(memory => memory.personalityId === personalityId && (userId === undefined || isOf(memory, userId)))
        .toSorted((a, b) => b.saidAt - a.saidAt)
        .slice(0, limit);
    },
    async search(scope, terms, limit) {
      const inside = [...memories.values()].filter(memory => mayRecall(memory, scope));
      const candidates = inside
        .map(memory => ({ memory, terms: termsOf(memory.text) }))
        .map(candidate => ({ candidate, shared: new Set(terms).intersection(new Set(candidate.terms)).size }))
        .filter(({ shared }) => shared > 0)
        .toSorted((a, b) => b.shared - a.shared)
        .map(({ candidate }) => candidate)
        .slice(0, limit);
      return { candidates, scopeSize: inside.length };
    },
    async remove(id) {
      return memories.delete(id);
    },
  };
}
