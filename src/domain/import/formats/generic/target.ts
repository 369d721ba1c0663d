import { promptSchema } from '../../../personality/personality.js';

const prompts = promptSchema.keyof().options;
const lines = ['displayName', 'manner.nickname'] as const;
const texts = ['manner.creator', 'manner.creatorNotes', 'manner.version', 'manner.status'] as const;
const lists = [
  'manner.greetings',
  'manner.groupGreetings',
  'manner.keywords',
  'manner.reactions',
  'manner.tags',
] as const;

/** The fields of a personality that a mapping can fill. */
export const targets = [...lines, ...prompts.map(name => `prompt.${name}` as const), ...texts, ...lists] as const;

export type Target = (typeof targets)[number];

export const isLine = (target: Target): boolean => lines.some(line => line === target);
export const isList = (target: Target): boolean => lists.some(list => list === target);
