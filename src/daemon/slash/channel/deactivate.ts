import type { Deed } from '../command.js';
import { personalityOption, textOf } from '../options.js';
import { completeActive, deciding } from './place.js';

export const deactivate: Deed = {
  name: 'deactivate',
  description: 'Have a personality answer here only where it is called.',
  options: [personalityOption('Who is to wait until they are called, by name.')],
  isPrivate: false,
  complete: completeActive,
  async run(app, use) {
    const { by, spot } = await deciding(app, use.asker);
    const { displayName } = await app.activation.deactivate(by, spot, textOf(use, 'personality'));
    return { text: `**${displayName}** answers here only where it is called.` };
  },
};
