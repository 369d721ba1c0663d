import { promptSchema } from '../../../personality/personality.js';
import type { Format } from '../../format.js';
import { mappedFormat } from './mapped.js';
import type { Block, Mapping, Shape } from './mapping.js';

const persons = ['user', 'human', 'person'];
const personalities = ['assistant', 'personality', 'character', 'char', 'bot', 'model', 'ai'];
const programs = ['system', 'developer', 'tool', 'function', 'narrator'];

const messages: Block = {
  each: 'messages',
  lines: [
    {
      speaker: [
        { when: { at: 'role', is: persons }, is: 'person' },
        { when: { at: 'role', is: personalities }, is: 'personality' },
        { when: { at: 'role', is: programs }, is: 'nobody' },
      ],
      text: ['content.*.text', 'content'],
      name: 'name',
      id: 'id',
      time: 'timestamp',
    },
  ],
};

const prompts = Object.fromEntries(
  promptSchema.keyof().options.map(field => [`prompt.${field}`, `character.${field}`] as const),
);

const nameOfWhoAnswers = personalities.map(equals => ({ in: 'messages', where: 'role', equals, take: 'name' }));

const character: NonNullable<Shape['character']> = {
  id: 'character.id',
  name: ['character.name', ...nameOfWhoAnswers],
  fields: {
    ...prompts,
    displayName: 'character.displayName',
    'manner.greetings': 'character.greetings',
    'manner.tags': 'character.tags',
    'manner.creator': 'character.creator',
    'manner.creatorNotes': 'character.creatorNotes',
    'manner.version': 'character.version',
  },
};

const common = { character, talk: 'id', archived: ['title'] };

/** The plain JSON that everybody can write, described in data/import/README.md. */
const genericMapping: Mapping = {
  name: 'generic',
  about: 'The JSON that data/import/README.md describes.',
  tested: 'its own examples',
  times: 'real',
  shapes: [
    {
      ...common,
      role: 'chat',
      recognise: [{ at: 'messages.0.role', type: 'text' }, { at: 'messages.0.content' }],
      messages: [messages],
    },
    {
      ...common,
      role: 'character',
      recognise: [
        { at: 'character.name', type: 'text' },
        { at: 'messages', type: 'list' },
      ],
      messages: [messages],
    },
  ],
};

export const genericFormat: Format = mappedFormat(genericMapping);
