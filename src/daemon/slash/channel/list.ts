import { lookerOf, spotOf } from '../asker.js';
import type { Deed } from '../command.js';

export const list: Deed = {
  name: 'list',
  description: 'Who answers here without being called.',
  options: [],
  isPrivate: true,
  async run(app, { asker }) {
    const { id } = await lookerOf(app, asker);
    const active = await app.activation.activeAt({ userId: id }, spotOf(asker));
    if (active.length === 0) return { text: 'Nobody answers here without being called.' };
    const lines = active.map(({ displayName, slug }) => `- **${displayName}** (${slug})`);
    return { text: ['Without being called answer here:', ...lines].join('\n') };
  },
};
