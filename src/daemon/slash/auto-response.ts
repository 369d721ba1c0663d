import type { Command } from './command.js';
import { textOf } from './options.js';
import { userOf } from './asker.js';

export const autoResponse: Command = {
  name: 'auto-response',
  description: 'Whether whoever answered you goes on answering you without being called.',
  permission: null,
  inDirectMessages: true,
  options: [
    {
      name: 'state',
      description: 'On or off, for you and everywhere.',
      kind: 'text',
      isRequired: true,
      choices: [
        { name: 'on', value: 'on' },
        { name: 'off', value: 'off' },
      ],
    },
  ],
  isPrivate: true,
  async run(app, use) {
    const { id: userId } = await userOf(app, use.asker);
    const { state } = await app.settings.choose(
      { userId, personalityId: null },
      'answer.uncalled',
      textOf(use, 'state'),
    );
    return {
      text:
        state === 'value'
          ? 'Whoever answered you goes on answering you in that channel for half an hour.'
          : 'From now on you are answered only where you call somebody.',
    };
  },
};
