import { lookerOf } from './asker.js';
import type { Command } from './command.js';

export const reset: Command = {
  name: 'reset',
  description: 'Begin a new conversation here. What was said is still remembered.',
  permission: null,
  inDirectMessages: true,
  options: [],
  isPrivate: false,
  async run(app, { asker }) {
    const { id: userId } = await lookerOf(app, asker);
    const by = { userId, mayManage: asker.permissions.has('manage-channels') };
    const wasAny = await app.conversation.reset(by, asker.where.venue);
    return { text: wasAny ? 'A new conversation begins here.' : 'There is no conversation here yet.' };
  },
};
