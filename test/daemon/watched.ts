import type { App } from '../../src/app.js';
import type { Diary } from './diary.js';

/** What the program did with something: it is through with a message, or has followed what became of one. */
export type Deed = {
  readonly what: 'through' | 'reworded' | 'withdrawn' | 'caught-up';
  readonly ids: readonly string[];
};

/** The same program, which tells when it is through with something. */
export function watched(app: App, { note }: Diary<Deed>): App {
  const { inbox, proxying } = app;
  const begun = new Set<string>();
  const through = (id: string) => note({ what: 'through', ids: [id] });
  const endingWith = async <T>(id: string, work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } finally {
      through(id);
    }
  };
  return {
    ...app,
    proxying: {
      ...proxying,
      async hold(said, signal) {
        const held = await proxying.hold(said, signal);
        if (held !== 'free') through(said.id);
        return held;
      },
      async resolve(copy, signal) {
        const resolved = await proxying.resolve(copy, signal);
        if (resolved.fate === 'answered') through(copy.id);
        return resolved;
      },
    },
    inbox: {
      ...inbox,
      async accept(said, proxied) {
        const reception = await inbox.accept(said, proxied);
        if (reception.kind === 'accepted') begun.add(said.id);
        else if (reception.kind !== 'help' && !begun.has(said.id)) through(said.id);
        return reception;
      },
      help: (said, user) => endingWith(said.id, inbox.help(said, user)),
      async work(accepted, options) {
        await inbox.work(accepted, options);
        if (options.signal?.aborted !== true) through(accepted.said.id);
      },
      drop: accepted => endingWith(accepted.said.id, inbox.drop(accepted)),
      async reword(edited) {
        const isOurs = await inbox.reword(edited);
        note({ what: 'reworded', ids: [edited.id] });
        return isOurs;
      },
      async withdraw(erased) {
        const count = await inbox.withdraw(erased);
        note({ what: 'withdrawn', ids: erased.ids });
        return count;
      },
    },
  };
}
