import type { Deed } from '../command.js';
import { personalityOption, textOf } from '../options.js';
import { completeOpen, deciding } from './place.js';

export const activate: Deed = {
  name: 'activate',
  description: 'Have a personality answer here without being called.',
  options: [personalityOption('Who is to answer, by name.')],
  isPrivate: false,
  complete: completeOpen,
  async run(app, use) {
    const { by, spot } = await deciding(app, use.asker);
    const { personality, isNew } = await app.activation.activate(by, spot, textOf(use, 'personality'));
    return {
      text: isNew
        ? `**${personality.displayName}** answers here from now on, also without being called.`
        : `**${personality.displayName}** answers here already.`,
    };
  },
};
