import { TzurotError } from '../../src/domain/errors.js';
import type { Overheard } from '../../src/domain/inbox/said.js';
import { chunkLimit } from '../../src/domain/turn/answering/split.js';
import type { ChatSurface, Draft, Post, Posted } from '../../src/ports/chat.js';

export type FakeChat = ChatSurface & {
  /** What stands there now, by the id it got. */
  readonly standing: ReadonlyMap<string, Post>;
  /** What was posted, in order. */
  readonly posts: readonly Post[];
  readonly drafts: readonly Draft[];
  /** What people were told alone. */
  readonly told: readonly { readonly accountId: string; readonly text: string }[];
};

type Told = {
  readonly failures?: number;
  readonly longestMessage?: number;
  /** What stands there that can be linked to, or was said just now. */
  readonly overheard?: readonly Overheard[];
  /** Who may not read that. */
  readonly strangers?: readonly string[];
  /** What becomes of each attempt to post, in order; afterwards each arrives. */
  readonly fates?: readonly Fate[];
};

/** Whether a post arrives, and whether the caller learns of it. */
export type Fate = 'arrives' | 'arrives-unseen' | 'vanishes' | 'refused';

/** A place to talk that records what was said. The first posts fail, as many as it is told. */
export function fakeChat({
  failures = 0,
  longestMessage = chunkLimit,
  overheard = [],
  strangers = [],
  fates = [],
}: Told = {}): FakeChat {
  const posts: Post[] = [];
  const standing = new Map<string, Post>();
  const drafts: Draft[] = [];
  const told: { accountId: string; text: string }[] = [];
  let attempts = 0;

  const arrive = (post: Post): string => {
    const id = `posted-${posts.push(post)}`;
    standing.set(id, post);
    return id;
  };
  const assertUp = () => {
    if (attempts < failures) throw new TzurotError('unavailable', 'Nothing can be looked up at the moment.');
  };

  return {
    longestMessage: () => longestMessage,
    standing,
    posts,
    drafts,
    told,
    async post(post): Promise<Posted> {
      const fate = fates[attempts] ?? 'arrives';
      attempts += 1;
      if (attempts <= failures) throw new TzurotError('unavailable', 'Nothing can be posted at the moment.');
      if (fate === 'refused') throw new TzurotError('denied', 'Nothing may be posted there.');
      if (fate === 'vanishes') return { kind: 'uncertain', cause: new Error('The line went dead.') };
      const id = arrive(post);
      return fate === 'arrives'
        ? { kind: 'posted', id }
        : { kind: 'uncertain', cause: new Error('The line went dead.') };
    },
    async sightings({ channelId, speaker, text }) {
      return [...standing].flatMap(([id, post]) =>
        post.channelId === channelId && post.speaker.name === speaker.name && post.text === text ? [id] : [],
      );
    },
    async rewrite(post, id) {
      if (!standing.has(id)) return false;
      standing.set(id, post);
      return true;
    },
    erase: async (_, id) => standing.delete(id),
    draft(draft) {
      drafts.push(draft);
    },
    typing() {},
    async quote(links, accountId) {
      assertUp();
      if (strangers.includes(accountId)) return [];
      return links.flatMap(
        ({ channelId, messageId }) =>
          overheard.find(each => each.channelId === channelId && each.id === messageId) ?? [],
      );
    },
    async recent(channelId, before, most) {
      assertUp();
      return overheard.filter(each => each.channelId === channelId && each.id !== before).slice(-most);
    },
    async contentOf({ name }) {
      throw new TzurotError('unavailable', `${name} cannot be fetched.`);
    },
    async tell(accountId, text) {
      told.push({ accountId, text });
      return true;
    },
  };
}
