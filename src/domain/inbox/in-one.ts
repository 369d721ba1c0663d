import type { Said } from './said.js';

/** Several messages as one: the last of them, with the words and files of all. */
export const inOne = (all: readonly Said[], last: Said): Said => ({
  ...last,
  text: all
    .map(({ text }) => text)
    .filter(text => text !== '')
    .join('\n'),
  asides: all.flatMap(({ asides }) => asides),
  files: all.flatMap(({ files }) => files),
  mentions: {
    people: all.flatMap(({ mentions }) => mentions.people),
    channels: all.flatMap(({ mentions }) => mentions.channels),
    roles: all.flatMap(({ mentions }) => mentions.roles),
  },
  replyTo: last.replyTo ?? all.find(({ replyTo }) => replyTo !== null)?.replyTo ?? null,
});
