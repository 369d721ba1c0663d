import type { App } from '../app.js';
import { bounded } from '../domain/bounded.js';
import type { Accepted } from '../domain/inbox/accepted.js';
import type { Edited, Erased } from '../domain/inbox/said.js';

const mostRemembered = 1000;

/** What became of messages that are not answered yet: the store knows nothing of them that could be changed. */
export type Meanwhile = {
  edited(edited: Edited): Promise<void>;
  erased(erased: Erased): Promise<void>;
  /** Whether there is nothing to answer any more. Said once of each. */
  isGone(id: string): boolean;
  /** It, as it reads now. */
  asItIs(accepted: Accepted): Accepted;
  /** A message was seen to: what came to be known of it is brought to where it stands now. */
  over(message: { readonly id: string; readonly channelId: string }): Promise<void>;
};

export function meanwhile({ inbox }: Pick<App, 'inbox'>): Meanwhile {
  const gone = bounded<string, true>(mostRemembered);
  const edits = bounded<string, Edited>(mostRemembered);
  return {
    async edited(edited) {
      edits.set(edited.id, edited);
      await inbox.reword(edited);
    },
    async erased({ channelId, ids }) {
      for (const id of ids) gone.set(id, true);
      if (ids.length > 0) await inbox.withdraw({ channelId, ids });
    },
    isGone: id => gone.delete(id),
    asItIs(accepted) {
      const edit = edits.get(accepted.said.id);
      edits.delete(accepted.said.id);
      return edit === undefined ? accepted : { ...accepted, said: { ...accepted.said, text: edit.text } };
    },
    async over({ id, channelId }) {
      const edited = edits.get(id);
      edits.delete(id);
      if (gone.delete(id)) await inbox.withdraw({ channelId, ids: [id] });
      else if (edited !== undefined) await inbox.reword(edited);
    },
  };
}
