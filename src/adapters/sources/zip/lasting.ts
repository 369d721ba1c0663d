import type { Access, OpenAccess } from '../access.js';
import { windowOn } from './cached-reader.js';

/** One opening for many readers. */
export type Lasting = {
  readonly open: OpenAccess;
  /** Closes it, as soon as those who read have ended. Who comes later opens it anew. */
  release(): Promise<void>;
};

export function lasting(openAnew: OpenAccess): Lasting {
  let shared: Promise<Access> | undefined;
  let users = 1;
  let isReleased = false;

  async function leave(): Promise<void> {
    users -= 1;
    if (users > 0) return;
    const last = shared;
    shared = undefined; // What was read of it may be large.
    await (await last)?.close();
  }

  return {
    async open() {
      if (isReleased) return openAnew();
      users += 1;
      shared ??= openAnew().then(withWindow);
      return { ...(await shared), close: leave };
    },
    async release() {
      isReleased = true;
      await leave();
    },
  };
}

function withWindow(access: Access): Access {
  const window = windowOn(access);
  return { ...access, load: async (start, length) => window.take(start, length) };
}
