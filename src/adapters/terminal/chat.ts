import { TzurotError } from '../../domain/errors.js';
import { harmless } from '../../domain/text/harmless.js';
import type { ChatSurface, Speaker } from '../../ports/chat.js';
import type { Screen } from './screen.js';

/** A terminal as a place to talk. What was shown as a draft is not shown again. */
export function terminalChat(screen: Screen): ChatSurface {
  let drafted: string | undefined;

  const lead = (speaker: Speaker) => screen.leads(harmless(speaker.name));

  const drop = () => {
    if (drafted !== undefined) screen.write('\n');
    drafted = undefined;
  };

  return {
    longestMessage: () => Number.POSITIVE_INFINITY,

    async post({ outboxId, ordinal, speaker, text: said }) {
      const text = harmless(said);
      if (drafted === undefined) screen.write(`${lead(speaker)}${text}\n`);
      else if (text.startsWith(drafted)) screen.write(`${text.slice(drafted.length)}\n`);
      else screen.write(`\n${lead(speaker)}${text}\n`);
      drafted = undefined;
      return { kind: 'posted', id: `${outboxId}:${ordinal}` };
    },

    draft({ speaker, text }) {
      const shown = harmless(text);
      if (text === '') drop();
      if (!screen.isLive || shown === '') return;
      if (drafted === undefined) screen.write(lead(speaker) + shown);
      else if (shown.startsWith(drafted)) screen.write(shown.slice(drafted.length));
      else return;
      drafted = shown;
    },

    /** Nothing that is said at a terminal has an address, and what was written cannot be taken back. */
    sightings: async () => [],
    rewrite: async () => false,
    erase: async () => false,
    quote: async () => [],
    recent: async () => [],
    typing: () => {},
    tell: async () => false,
    contentOf: async ({ name }) => {
      throw new TzurotError('unavailable', `${name} hangs on no message here.`);
    },
  };
}
