import type { ChatSurface } from '../../../ports/chat.js';

/** Shows that somebody writes, from when the work says that something will come of it until it is done. */
export async function typingWhile<T>(
  { chat }: { readonly chat: Pick<ChatSurface, 'typing'> },
  channelId: string,
  work: (began: () => void) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  let isShown = false;
  const began = () => {
    if (!isShown) chat.typing(channelId, over.signal);
    isShown = true;
  };
  try {
    return await work(began);
  } finally {
    over.abort();
  }
}
