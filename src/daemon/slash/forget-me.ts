import { handleId } from '../../domain/interaction/handle.js';
import { lookerOf } from './asker.js';
import type { ConfidentialCommand, Sequel } from './command.js';

const verb = 'forget-me';

/** Asks first. What is forgotten does not come back. */
export const forgetMe: ConfidentialCommand = {
  name: 'forget-me',
  description: 'Have everything forgotten that is known about you here.',
  permission: null,
  inDirectMessages: true,
  options: [],
  isPrivate: true,
  async run(app, { asker }) {
    const { lines, memories, personas, keys } = await app.user.forgettable(await lookerOf(app, asker));
    const id = handleId({ verb, about: '-', madeAt: app.clock.now(), accountId: asker.accountId });
    return {
      text:
        `This takes away everything known about you here, for good: ${lines} lines of your conversations, ${memories} memories, ` +
        `${personas} personas, ${keys} keys, and all your settings. What was posted on Discord stays there until you delete it, ` +
        'and copies that were made of the store before stay what they are. What was paid is still counted, under nobody’s name.',
      buttons: [{ id, label: 'Forget me', isDangerous: true }],
    };
  },
};

export const forgetConfirmed: Sequel = {
  verb,
  async go(app, { asker }) {
    await app.user.forget(await lookerOf(app, asker));
    return { text: 'You are forgotten. Whoever you talk to next meets you for the first time.' };
  },
};
