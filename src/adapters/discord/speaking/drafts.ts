import { microsPerMs, type Micros } from '../../../domain/time.js';
import type { Draft, Post, Posted } from '../../../ports/chat.js';
import type { Clock } from '../../../ports/clock.js';
import { bounded } from '../../../domain/bounded.js';
import { wholeSentences } from './sentences.js';

const everyMs = 1500;
const mostDrafts = 500;
const mostFinished = 2000;

/** What a draft came to. `lost`: it may stand there, and nobody knows as what. */
export type Shown =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'shown'; readonly id: string }
  | { readonly kind: 'lost'; readonly post: Post; readonly since: Micros };

type Drafting = {
  readonly outboxId: string;
  wanted: Draft;
  shown: Shown;
  text: string;
  editedAt: Micros;
  readonly over: AbortController;
  running: Promise<void> | undefined;
};

type Told = {
  readonly clock: Clock;
  readonly longest: (draft: Draft) => number;
  readonly post: (post: Post) => Promise<Posted>;
  readonly rewrite: (post: Post, id: string) => Promise<boolean>;
  readonly erase: (channelId: string, id: string) => Promise<boolean>;
  /** A draft is to be seen under this id. */
  readonly drafted: (draft: Draft, id: string) => void;
  readonly failed: (error: unknown) => void;
};

export type Drafts = {
  show(draft: Draft): void;
  /** Nothing more is shown of it. What there is stays known until it is `done`. */
  settle(outboxId: string): Promise<Shown>;
  done(outboxId: string): void;
};

/** Shows what is being written, sentence by sentence, as the last word has it. */
export function drafts({ clock, longest, post, rewrite, erase, drafted, failed }: Told): Drafts {
  const writing = bounded<string, Drafting>(mostDrafts);
  const finished = bounded<string, true>(mostFinished);

  const begin = async (drafting: Drafting, next: Post) => {
    const since = clock.now();
    const posted = await post(next);
    if (posted.kind === 'uncertain') drafting.shown = { kind: 'lost', post: next, since };
    else {
      drafting.shown = { kind: 'shown', id: posted.id };
      drafted(drafting.wanted, posted.id);
    }
  };

  const takeBack = async (drafting: Drafting) => {
    const { shown, wanted } = drafting;
    drafting.shown = { kind: 'nothing' };
    drafting.text = '';
    if (shown.kind === 'shown') await erase(wanted.channelId, shown.id);
  };

  /** Brings what is shown closer to what is wanted, once. False when there is nothing to do. */
  const step = async (drafting: Drafting): Promise<boolean> => {
    if (drafting.wanted.text === '') {
      if (drafting.shown.kind !== 'shown') return false;
      await takeBack(drafting);
      return true;
    }
    const text = wholeSentences(drafting.wanted.text, longest(drafting.wanted));
    if (text === '' || text === drafting.text || drafting.shown.kind === 'lost') return false;
    const restMs = (drafting.editedAt - clock.monotonic()) / microsPerMs + everyMs;
    if (restMs > 0) {
      await clock.sleep(restMs, drafting.over.signal);
      return true;
    }
    drafting.editedAt = clock.monotonic();
    drafting.text = text;
    if (drafting.shown.kind === 'shown') await rewrite(postOf(drafting.wanted, text), drafting.shown.id);
    else await begin(drafting, postOf(drafting.wanted, text));
    return true;
  };

  const isBehind = async (drafting: Drafting): Promise<boolean> => {
    const seen = drafting.wanted;
    return (await step(drafting)) || seen !== drafting.wanted;
  };

  const run = async (drafting: Drafting) => {
    try {
      while (!drafting.over.signal.aborted && (await isBehind(drafting)));
    } catch (error) {
      if (!drafting.over.signal.aborted) failed(error);
      drafting.over.abort();
    }
    drafting.running = undefined;
  };

  return {
    show(draft) {
      if (finished.get(draft.outboxId) === true) return;
      const drafting = writing.get(draft.outboxId) ?? fresh(draft);
      drafting.wanted = draft;
      writing.set(draft.outboxId, drafting);
      drafting.running ??= run(drafting);
    },
    async settle(outboxId) {
      const drafting = writing.get(outboxId);
      drafting?.over.abort();
      await drafting?.running;
      return drafting?.shown ?? { kind: 'nothing' };
    },
    done(outboxId) {
      writing.delete(outboxId);
      finished.set(outboxId, true);
    },
  };
}

const fresh = (draft: Draft): Drafting => ({
  outboxId: draft.outboxId,
  wanted: draft,
  shown: { kind: 'nothing' },
  text: '',
  editedAt: -Infinity,
  over: new AbortController(),
  running: undefined,
});

const postOf = ({ outboxId, channelId, speaker }: Draft, text: string): Post => ({
  outboxId,
  ordinal: 0,
  channelId,
  speaker,
  text,
  footer: null,
  buttons: [],
  reference: outboxId,
  obeys: null,
  inPlaceOf: null,
  mentions: 'none',
});
