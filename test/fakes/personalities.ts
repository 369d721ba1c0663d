import { TzurotError } from '../../src/domain/errors.js';
import { directoryOf } from '../../src/domain/personality/alias.js';
import type { Personality } from '../../src/domain/personality/personality.js';
import { nameKey } from '../../src/domain/personality/words.js';
import type { Personalities } from '../../src/ports/personalities.js';
import { demand, drop, emptyState, isHalfOf, type State } from './state.js';

const keysOf = ({ slug, aliases }: Personality) => [slug, ...aliases].map(nameKey);
const ascending = (a: string, b: string) => (a < b ? -1 : 1);

export function fakePersonalities(state: State = emptyState()): Personalities {
  const { personalities, pictures, lore, answers, lines, memories, traces, settings } = state;
  const bySlug = () => [...personalities.values()].toSorted((a, b) => ascending(a.slug, b.slug));

  const put = (personality: Personality) => {
    const others = bySlug().filter(({ id }) => id !== personality.id);
    const keys = [...others.flatMap(keysOf), ...keysOf(personality)];
    if (new Set(keys).size < keys.length) throw new TzurotError('conflict', 'One of these names is taken.');
    demand(state, { userId: personality.ownerId });
    const aliases = personality.aliases.toSorted((a, b) => ascending(nameKey(a), nameKey(b)));
    personalities.set(personality.id, { ...personality, aliases });
  };

  const forgetPictures = () => {
    const shown = new Set([...personalities.values()].map(({ avatar }) => avatar));
    for (const sha256 of pictures.keys()) if (!shown.has(sha256)) pictures.delete(sha256);
  };

  return {
    async all() {
      return bySlug();
    },
    async directory() {
      return directoryOf(bySlug());
    },
    async find(slug) {
      return bySlug().find(personality => personality.slug === slug);
    },
    async findById(id) {
      return personalities.get(id);
    },
    async create(personality) {
      put(personality);
    },
    async update(personality, readAt) {
      const now = personalities.get(personality.id);
      if (readAt !== undefined && now !== undefined && now.updatedAt !== readAt) {
        throw new TzurotError('conflict', 'It was changed meanwhile.');
      }
      if (!personalities.has(personality.id)) throw new TzurotError('not_found', 'There is no such personality.');
      put(personality);
    },
    async remove(id) {
      const isItsOwn = ({ personalityId }: { personalityId: string }) => personalityId === id;
      for (const map of [answers, memories, traces]) drop<{ personalityId: string }>(map, isItsOwn);
      drop(lines, spoken => ![...answers.values()].some(answer => isHalfOf(spoken, answer)));
      drop(state.overrides, isItsOwn);
      drop(state.unanswered, isItsOwn);
      drop(state.activations, isItsOwn);
      drop(state.outbox, ({ parcel }) => parcel.personalityId === id);
      drop(settings, ({ place }) => place.personalityId === id);
      drop(state.budgets, ({ scope, subject }) => scope === 'personality' && subject === id);
      for (const row of state.ledger.values())
        if (row.personalityId === id) state.ledger.set(row.id, { ...row, personalityId: null });
      lore.delete(id);
      const isGone = personalities.delete(id);
      forgetPictures();
      return isGone;
    },
    async picture(sha256) {
      return pictures.get(sha256);
    },
    async portray(id, picture, updatedAt) {
      const personality = personalities.get(id);
      if (personality === undefined) throw new TzurotError('not_found', 'There is no such personality.');
      personalities.set(id, { ...personality, avatar: picture?.sha256 ?? null, updatedAt });
      if (picture !== null) pictures.set(picture.sha256, picture);
      forgetPictures();
    },
    async origin() {
      return undefined;
    },
    async lore(id) {
      return [...(lore.get(id) ?? [])].toSorted((a, b) => a.order - b.order || ascending(a.id, b.id));
    },
    async setLore(id, entries) {
      demand(state, { personalityId: id });
      lore.set(id, entries);
    },
    async counts(id, userId) {
      const isCounted = (row: { personalityId: string; userId: string; others?: readonly string[] }) =>
        row.personalityId === id && (userId === undefined || [row.userId, ...(row.others ?? [])].includes(userId));
      const exchanges = [...answers.values()].filter(isCounted);
      return {
        memories: [...memories.values()].filter(isCounted).length,
        messages: [...lines.values()].filter(spoken => exchanges.some(answer => isHalfOf(spoken, answer))).length,
        lore: lore.get(id)?.length ?? 0,
      };
    },
  };
}
