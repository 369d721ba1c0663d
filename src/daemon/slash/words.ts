import { TzurotError } from '../../domain/errors.js';
import { helped } from '../../domain/inbox/failing.js';
import type { Reply } from '../../domain/interaction/asked.js';

/** What whoever asked is told of what went wrong. A bug says nothing of itself: the log has it. */
export const wordsFor = (error: unknown): Reply => ({ text: error instanceof TzurotError ? helped(error) : bug });

const bug = 'Something went wrong here that should not have. It is in the log; try again, or tell whoever runs this.';

export const notYours: Reply = { text: 'That is not yours to press.' };
export const outdated: Reply = { text: 'That is too old by now, or was never mine. Ask for it again.' };
export const unknownCommand: Reply = { text: 'There is no such command here any more. `/help` says what there is.' };
export const onlyInServers: Reply = { text: 'That is for channels of a server; here it changes nothing.' };

export const keptOut: Reply = { text: 'You are not answered here.' };

export const notAllowed = (permission: string): Reply => ({
  text: `For that you need the permission “${permission}” in this channel.`,
});
